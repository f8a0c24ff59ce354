import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  blocksOf,
  eventually,
  type GatewayWorld,
  gatewayWorld,
  NATS_URL,
  sentEvents,
} from './testing/gateway-world.js';

/** A window that is smaller than what the tests publish: most reads come from the stream. */
const SMALL = { events: 5, bytes: 1_000_000 };

describe.skipIf(NATS_URL === undefined)('the stream of events', () => {
  let world: GatewayWorld;
  beforeEach(async () => {
    world = await gatewayWorld();
  });
  afterEach(() => world?.close());

  const revisions = (items: readonly { readonly data: { readonly revision: number } }[]) =>
    items.map(({ data }) => data.revision);

  /** Publishes revisions of a customer, one after the other. */
  async function publishMany(count: number, data: { organisationId?: number; customerNumber?: number } = {}) {
    for (let revision = 1; revision <= count; revision += 1) await world.publish({ ...data, revision });
  }

  const metricsOf = async (url: string) => (await fetch(`${url}/metrics`)).text();

  test('a listener begins now, gets each event with a cursor, and resumes after any of them', async () => {
    const { url } = await world.start({ window: SMALL });
    await publishMany(2);
    await eventually('both events', async () => (await world.page(url, 1)).items.length === 2);
    const listening = await world.listen(url, { organisationId: 1 });
    expect(listening.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const receiving = sentEvents(listening, 10);
    for (let revision = 3; revision <= 12; revision += 1) {
      await world.publish({ revision });
      await world.publish({ revision, organisationId: 2 });
    }
    const received = await receiving;
    expect(revisions(received.map(({ event }) => event))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const index of [0, 4, 8]) {
      const resumed = await world.listen(url, { organisationId: 1 }, { lastEventId: received[index]?.id });
      expect(await sentEvents(resumed, 9 - index)).toEqual(received.slice(index + 1));
      // The cursors of feed and stream are the same.
      expect((await world.page(url, 1, { after: received[index]?.id })).items).toHaveLength(9 - index);
    }
  });

  test('a listener without events gets new cursors, from which nothing is missed', async () => {
    const { url } = await world.start({ listeners: { keepAliveMillis: 20 } });
    const listening = await world.listen(url, { organisationId: 1 });
    await publishMany(3, { organisationId: 2 });
    const ids = new Set<string>();
    for await (const { id, data } of blocksOf(listening)) {
      expect(data).toBeUndefined();
      if (ids.add(id).size === 2) break;
    }
    await world.publish({ revision: 7 });
    for (const lastEventId of ids) {
      const resumed = await world.listen(url, { organisationId: 1 }, { lastEventId });
      expect(revisions((await sentEvents(resumed, 1)).map(({ event }) => event))).toEqual([7]);
    }
  });

  test('a listener that does not read is disconnected and can resume, and the others get everything meanwhile', async () => {
    const { url } = await world.start({ listeners: { keepAliveMillis: 50, maxBlockedMillis: 3_000 } });
    const slow = await world.listen(url, { organisationId: 1 });
    const fast = await world.listen(url, { organisationId: 1 });
    // More than the buffers of a connection take.
    const [count, filler] = [600, ['x'.repeat(20_000)]];
    const receiving = sentEvents(fast, count);
    for (let revision = 1; revision <= count; revision += 1) await world.publish({ revision, changedFields: filler });
    expect(revisions((await receiving).map(({ event }) => event))).toEqual(
      Array.from({ length: count }, (_, at) => at + 1),
    );
    await eventually('the slow listener to be disconnected', async () =>
      /^feed_disconnections_total\{reason="slow".*\} 1$/m.test(await metricsOf(url)),
    );
    const got: { id: string; event: { data: { revision: number } } }[] = [];
    await (async () => {
      for await (const { id, data } of blocksOf(slow))
        if (data !== undefined) got.push({ id, event: JSON.parse(data) });
    })().catch(() => undefined);
    expect(got.length).toBeLessThan(count);
    const resumed = await world.listen(url, { organisationId: 1 }, { lastEventId: got.at(-1)?.id });
    const rest = await sentEvents(resumed, count - got.length);
    expect(revisions([...got, ...rest].map(({ event }) => event))).toEqual(
      Array.from({ length: count }, (_, at) => at + 1),
    );
  });

  test('a listener is disconnected when its token has ended, and when the process stops', async () => {
    const app = await world.start({ listeners: { keepAliveMillis: 50 } });
    const short = await world.listen(app.url, { organisationId: 1, expiresIn: '1s' });
    expect(await sentEvents(short, 1)).toEqual([]);
    const long = await world.listen(app.url, { organisationId: 1 });
    await app.close();
    expect(await sentEvents(long, 1)).toEqual([]);
  });
});
