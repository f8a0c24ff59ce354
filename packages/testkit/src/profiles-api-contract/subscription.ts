import { randomInt } from 'node:crypto';
import { type CustomerChangedEvent, Permission, type ProfilesApi } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBody } from './organisation.js';
import type { WiringCaller } from './wiring.js';

/** The options of the typed client that these tests use. */
interface ClientOptions {
  readonly url: string;
  readonly token: string | ((request: { readonly refresh: boolean }) => string | Promise<string>);
  readonly clientName: string;
  readonly timeoutMillis?: number;
  readonly fetch?: typeof globalThis.fetch;
}

interface Subscription extends AsyncIterable<CustomerChangedEvent> {
  readonly cursor: string;
  close(): void;
}

interface SubscribeOptions {
  readonly signal?: AbortSignal;
  readonly onInterrupted?: (error: { readonly reason: string }) => void;
}

interface SubscriptionInput {
  readonly after?: string;
  readonly customerNumber?: number;
  readonly type?: CustomerChangedEvent['type'];
}

/** The typed client. The drivers, which use this package, may not import it. */
type SubscribingApi = ProfilesApi & {
  readonly events: { subscribe(input?: SubscriptionInput, options?: SubscribeOptions): Promise<Subscription> };
};

/** The service behind the typed client. */
interface SubscriptionWiring {
  readonly createProfilesClient: (options: ClientOptions) => SubscribingApi;
  /** The options of a client of this caller. */
  optionsFor(caller: WiringCaller): Promise<ClientOptions>;
  close?(): Promise<void>;
}

/** The guarantees of a subscription of the typed client. */
export function subscriptionContract(name: string, createWiring: () => Promise<SubscriptionWiring>): void {
  describe(`subscription contract: ${name}`, () => {
    let wiring: SubscriptionWiring;
    beforeAll(async () => {
      wiring = await createWiring();
    });
    afterAll(() => wiring?.close?.());

    /** A client of an organisation that no other test has. */
    async function client(more: Partial<ClientOptions> = {}) {
      const organisationId = randomInt(1, 2 ** 31);
      const options = await wiring.optionsFor({ organisationId });
      const api = wiring.createProfilesClient({ ...options, ...more });
      const create = async (by = api) => (await by.profiles.create(createBody(organisationId))).customerNumber;
      return { api, organisationId, options, create };
    }

    test('it begins now, and each change comes once and in the order of its customer', async () => {
      const { api, create } = await client();
      await create();
      const events = await api.events.subscribe();
      const customerNumber = await create();
      await api.profiles.patch({ customerNumber, firstName: 'Ola' });
      await api.profiles.deactivate({ customerNumber });
      const received = await take(events, 3);
      expect(received.map(({ data }) => [data.customerNumber, data.revision])).toEqual([
        [customerNumber, 1],
        [customerNumber, 2],
        [customerNumber, 3],
      ]);
    });

    test('another one continues after the cursor of the last event, and pages have the same cursors', async () => {
      const { api, create } = await client();
      const first = await api.events.subscribe();
      const begun = first.cursor;
      const customers = [await create(), await create(), await create()];
      await take(first, 2);
      const second = await api.events.subscribe({ after: first.cursor });
      expect(customersOf(await take(second, 1))).toEqual(customers.slice(2));
      const page = await api.events.list({ after: begun, wait: 30 });
      expect(customersOf(page.items)).toEqual(customers);
      expect(customersOf(await take(await api.events.subscribe({ after: begun }), 3))).toEqual(customers);
    });

    test('it selects by customer and by type, and gets nothing of another organisation', async () => {
      const { api, create } = await client();
      const other = await client();
      const customerNumber = await create();
      const ofCustomer = await api.events.subscribe({ customerNumber });
      const ofType = await api.events.subscribe({ type: 'customer.created.v1' });
      await other.create();
      await api.profiles.patch({ customerNumber, firstName: 'Ola' });
      const created = await create();
      await api.profiles.patch({ customerNumber, firstName: 'Nils' });
      const changes = await take(ofCustomer, 2);
      expect(changes.map(({ data }) => [data.customerNumber, data.revision])).toEqual([
        [customerNumber, 2],
        [customerNumber, 3],
      ]);
      expect(customersOf(await take(ofType, 1))).toEqual([created]);
    });

    test('it resumes after a connection that broke: nothing is missed and nothing is repeated', async () => {
      const { options, create } = await client();
      const interrupted: string[] = [];
      const breaking = wiring.createProfilesClient({ ...options, fetch: breakingFetch(options.fetch ?? fetch) });
      const events = await breaking.events.subscribe({}, { onInterrupted: ({ reason }) => interrupted.push(reason) });
      const customers: number[] = [];
      const receiving = take(events, 8);
      while (customers.length < 8) customers.push(await create());
      expect(customersOf(await receiving)).toEqual(customers);
      expect(interrupted).toContain('network');
    });

    test('it gets a new token when the service does not accept the old one', async () => {
      const { api, options, create } = await client();
      const current = typeof options.token === 'string' ? () => options.token as string : options.token;
      const asked: boolean[] = [];
      const refreshing = wiring.createProfilesClient({
        ...options,
        token: ({ refresh }) => {
          asked.push(refresh);
          return refresh ? current({ refresh }) : 'a.b.c';
        },
      });
      const events = await refreshing.events.subscribe();
      const customerNumber = await create(api);
      expect(customersOf(await take(events, 1))).toEqual([customerNumber]);
      expect(asked).toEqual([false, true]);
    });

    test('it is refused as a call is, and names the field of a cursor that is none', async () => {
      const { api, organisationId } = await client();
      const options = await wiring.optionsFor({ organisationId, permissions: [Permission.Create] });
      await expect(wiring.createProfilesClient(options).events.subscribe()).rejects.toMatchObject({
        ...{ code: 610, reason: 'refused', operation: 'events.subscribe' },
      });
      await expect(api.events.subscribe({ after: 'x' })).rejects.toMatchObject({
        ...{ code: 400, reason: 'invalid-input', details: { errors: [{ path: 'lastEventId' }] } },
      });
    });

    test('an abort rejects the iteration with an AbortError; close and break end it', async () => {
      const { api, create } = await client();
      await expect(api.events.subscribe({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
        name: 'AbortError',
      });
      const aborting = new AbortController();
      const aborted = take(await api.events.subscribe({}, { signal: aborting.signal }), 1);
      aborting.abort();
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
      const events = await api.events.subscribe();
      const ending = take(events, 2);
      await create();
      await expect.poll(() => events.cursor).not.toBe('');
      events.close();
      expect((await ending).length).toBeLessThanOrEqual(1);
      const left = await api.events.subscribe();
      await create();
      await take(left, 1);
      expect(await take(left, 1)).toEqual([]);
    });

    test('a call that waits for longer than the timeout of its client is not cut', async () => {
      const { api } = await client({ timeoutMillis: 900 });
      const begun = performance.now();
      expect((await api.events.list({ wait: 1 })).items).toEqual([]);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
    });
  });
}

/** The next events of a subscription. */
async function take(events: Subscription, count: number): Promise<CustomerChangedEvent[]> {
  const taken: CustomerChangedEvent[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

const customersOf = (events: readonly CustomerChangedEvent[]) => events.map(({ data }) => data.customerNumber);

/** The bytes that a stream of {@link breakingFetch} carries: the first message, two events and a part of the third. */
const BYTES_UNTIL_BROKEN = 1_500;

/** A fetch on which each stream breaks in the middle of an event. */
function breakingFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (...request) => {
    const response = await fetch(...request);
    if (response.body === null || !isStream(response)) return response;
    let left = BYTES_UNTIL_BROKEN;
    const breaking = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        controller.enqueue(chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) controller.error(new Error('The connection broke.'));
      },
    });
    return new Response(response.body.pipeThrough(breaking), response);
  };
}

const isStream = ({ headers }: Response) => headers.get('content-type')?.startsWith('text/event-stream') === true;
