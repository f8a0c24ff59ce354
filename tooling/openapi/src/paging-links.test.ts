import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExampleServer, startExampleServer } from './examples/example-server.js';

interface Page {
  readonly items: readonly { readonly customerNumber: number }[];
}

let server: ExampleServer;
beforeAll(async () => {
  server = await startExampleServer();
});
afterAll(() => server.close());

const PREFIX = '/customers/v2';
const numbersOf = ({ items }: Page) => items.map(({ customerNumber }) => customerNumber);

// RFC 8288: the target of `rel="next"` is the next page of the same search.
test('the Link headers of pages lead to every customer of a search, once', { timeout: 120_000 }, async () => {
  const criteria = '/profiles-search?surname=Nordmann&countryCode=%2B47&telephoneNumberNoCountryCode=91234567';
  const everyone = '/profiles-search?surname=Nordmann';
  for (const search of [criteria, everyone]) {
    const whole = await server.send({ method: 'GET', path: `${search}&perPage=100` });
    expect(whole.headers.get('link')).toBeNull();
    const walked: number[] = [];
    let next: string | undefined = `${search}&perPage=1`;
    while (next !== undefined) {
      const { status, headers, body } = await server.send({ method: 'GET', path: next });
      expect(status).toBe(200);
      walked.push(...numbersOf(body as Page));
      const link: string | null = headers.get('link');
      next = link === null ? undefined : /^<(.+)>; rel="next"$/.exec(link)?.[1]?.slice(PREFIX.length);
    }
    expect(walked).toEqual(numbersOf(whole.body as Page));
  }
});
