import { SUBSCRIBE_EVENTS } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restRequestOf } from './generated-input/ask.js';
import { fieldsOf } from './generated-input/fields.js';
import { mutationTable } from './generated-input/mutations.js';
import { MONGODB_URI, NATS_URL, type Stack, startStack } from './stack.js';

const NAMED = { ...SUBSCRIBE_EVENTS, group: 'events' } as unknown as Parameters<typeof restRequestOf>[0];
const STREAM = '/events/stream';

// The fuzz test leaves this operation out: its responses do not end.
describe.skipIf(MONGODB_URI === undefined || NATS_URL === undefined)(
  'hostile requests for the stream of events',
  () => {
    let stack: Stack;
    let headers: Record<string, string>;
    beforeAll(async () => {
      stack = await startStack({ events: true });
      headers = { authorization: `Bearer ${await stack.token({ organisationId: 1 })}`, 'et-client-name': 'acme-tests' };
    });
    afterAll(() => stack?.close());

    /** The response without the stream, if there is one. */
    async function asked(path: string, more: Readonly<Record<string, string>> = {}) {
      const leaving = new AbortController();
      const response = await fetch(`${stack.adapterUrl}/customers/v2${path}`, {
        ...{ headers: { ...headers, ...more }, signal: leaving.signal },
      });
      const { status } = response;
      if (response.ok) {
        leaving.abort();
        return { status, type: response.headers.get('content-type'), paths: [] };
      }
      const { errors = [] } = (await response.json()) as { errors?: { path: string }[] };
      return { status, type: response.headers.get('content-type'), paths: errors.map(({ path: name }) => name) };
    }

    const mutationsOf = mutationTable();
    const fields = fieldsOf(SUBSCRIBE_EVENTS.operation);

    test.each(fields.map((field) => [field.path.join('.'), field] as const))(
      'whatever is sent as %s is refused by name, or taken as the document says',
      async (name, field) => {
        const faults: string[] = [];
        let requests = 0;
        for (const { name: sent, value, tolerated } of mutationsOf(field)) {
          const request = restRequestOf(NAMED, { [name]: value });
          if (request === undefined) continue;
          requests += 1;
          const { status, type, paths } = await asked(request.path);
          const isTaken = tolerated === true && status === 200 && type?.startsWith('text/event-stream') === true;
          // The organisation is checked before the input.
          const isForeign = name === 'organisationId' && status === 403;
          const isNamed =
            status === 400 && paths.includes(name) && type?.startsWith('application/problem+json') === true;
          if (!isTaken && !isForeign && !isNamed) faults.push(`${sent}: ${status} ${type} ${paths}`);
        }
        expect(faults).toEqual([]);
        expect(requests).toBeGreaterThan(0);
      },
    );

    test.each([
      ['a text', 'x'],
      ['blank text', '%20'],
      ['a path', '../../../etc/passwd'],
      ['the id of an event', '0197a1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f'],
      ['more than a cursor has', 'A'.repeat(36).repeat(5)],
      ['more than a parameter may have', 'A'.repeat(4_000)],
      ['letters beyond ASCII', 'æøå'],
    ])('an id in the header that is %s is refused by name', async (_name, id) => {
      expect(await asked(STREAM, { 'last-event-id': id })).toMatchObject({ status: 400, paths: ['lastEventId'] });
    });

    test('a cursor with one character changed is refused, whichever it is', async () => {
      const leaving = new AbortController();
      const response = await fetch(`${stack.adapterUrl}/customers/v2${STREAM}`, { headers, signal: leaving.signal });
      const cursor = String(response.headers.get('events-cursor'));
      leaving.abort();
      expect(await asked(STREAM, { 'last-event-id': cursor })).toMatchObject({ status: 200 });
      for (const at of cursor.split('').keys()) {
        const changed = `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`;
        expect(await asked(STREAM, { 'last-event-id': changed }), changed).toMatchObject({ status: 400 });
      }
    });

    test.each([
      ['a parameter twice', '?type=customer.updated.v1&type=customer.created.v1', 400],
      ['a parameter of every object', '?constructor=1&hasOwnProperty=1&toString=1', 400],
      ['__proto__', '?__proto__=1', 400],
      ['a broken percent sign', '?lastEventId=%', 400],
      ['bytes that are no UTF-8', '?lastEventId=%ff%fe', 400],
      ['a nested parameter', '?type[$ne]=x', 400],
      ['a parameter of list-events', '?wait=1', 400],
      ['a path behind it', '/x', 404],
    ])('%s is refused', async (_name, rest, status) => {
      expect(await asked(`${STREAM}${rest}`)).toMatchObject({ status });
    });

    test('afterwards the stream works', async () => {
      expect(await asked(STREAM)).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' });
    });
  },
);
