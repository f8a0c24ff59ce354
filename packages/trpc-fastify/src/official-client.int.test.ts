import {
  createTRPCClient,
  httpBatchLink,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from '@trpc/client';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oddRouter } from './testing/odd-router.js';
import { type Twins, twinsOf } from './testing/twin-servers.js';

type Router = ReturnType<typeof oddRouter>;

describe('the official client', () => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await twinsOf(oddRouter(), { allowMethodOverride: true });
  });
  afterAll(() => twins.close());

  const links = {
    httpLink: () => httpLink({ url: twins.urls.ours }),
    'httpLink by POST': () => httpLink({ url: twins.urls.ours, methodOverride: 'POST' }),
    httpBatchLink: () => httpBatchLink({ url: twins.urls.ours }),
    httpBatchStreamLink: () => httpBatchStreamLink({ url: twins.urls.ours }),
  };

  test.each(Object.entries(links))('queries, changes and is refused with %s', async (_name, link) => {
    const client = createTRPCClient<Router>({ links: [link() as never] });
    const answers = await Promise.all([
      client.plain.query(),
      client.strict.query({ name: 'kari' }),
      client.nested.deep.get.query(),
      client.echo.query({ text: 'æøå 🚌' }),
    ]);
    expect(answers).toEqual(['plain', 'kari', 'deep', { input: { text: 'æøå 🚌' }, kind: 'object' }]);
    expect(await client.changeStrict.mutate({ n: 1 })).toBe(2);
    const refused = await client.throwsTrpc.query().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TRPCClientError);
    expect(refused).toMatchObject({ message: 'not you', data: { code: 'FORBIDDEN', httpStatus: 403 } });
    await expect(client.strict.query({ name: 'x' })).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
  });

  test('subscribes with httpSubscriptionLink', async () => {
    const client = createTRPCClient<Router>({
      links: [
        splitLink({
          condition: ({ type }) => type === 'subscription',
          true: httpSubscriptionLink({ url: twins.urls.ours, EventSource }) as never,
          false: httpLink({ url: twins.urls.ours }) as never,
        }),
      ],
    });
    const seen = await new Promise<unknown[]>((resolve, reject) => {
      const values: unknown[] = [];
      const subscription = client.ticks.subscribe(undefined, {
        onData: (value) => {
          values.push(value);
          if (values.length < 2) return;
          subscription.unsubscribe();
          resolve(values);
        },
        onError: reject,
      });
    });
    expect(seen).toEqual([1, 2]);
  });

  test('leaves, and a procedure that looks at the signal hears of it', async () => {
    const client = createTRPCClient<Router>({ links: [httpLink({ url: twins.urls.ours })] });
    const controller = new AbortController();
    const call = client.waitsForLeaving.query(undefined, { signal: controller.signal }).catch(() => 'left');
    await expect.poll(() => client.leaving.query()).toBe('waiting');
    controller.abort();
    expect(await call).toBe('left');
    await expect.poll(() => client.leaving.query()).toBe('heard');
  });
});
