import { Permission } from '@profiles/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually, type GatewayWorld, gatewayWorld, NATS_URL, sentEvents } from './testing/gateway-world.js';

/** A window that is smaller than what the tests publish: most reads come from the stream. */
const SMALL = { events: 5, bytes: 1_000_000 };

describe.skipIf(NATS_URL === undefined)('the feed', () => {
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

  /** The first page, as soon as it has that many events. */
  async function fullPage(url: string, count: number) {
    await eventually('all events', async () => (await world.page(url, 1)).items.length === count);
    return world.page(url, 1);
  }

  /** Reads pages until the events of an organisation are there. */
  async function readAll(url: string, { limit, count }: { limit: number; count: number }) {
    const found: string[] = [];
    let after: string | undefined;
    while (found.length < count) {
      const page = await world.page(url, 1, { limit, wait: 5, ...(after && { after }) });
      found.push(...page.items.map(({ id }) => id));
      after = page.nextCursor;
    }
    return { found, after };
  }

  test.each([
    ['the window', undefined],
    ['the stream', SMALL],
  ])(
    'reading from %s beside writers misses nothing and repeats nothing, in the order of the stream',
    async (_, window) => {
      const { url } = await world.start({ ...(window && { window }) });
      const [writers, each] = [8, 25];
      const count = writers * each;
      const readers = [1, 7, 1000].map((limit) => readAll(url, { limit, count }));
      await Promise.all(
        Array.from({ length: writers }, async (_, writer) => {
          for (let revision = 1; revision <= each; revision += 1) {
            await world.publish({ customerNumber: 1_000_000 + writer, revision });
            await world.publish({ customerNumber: 2_000_000 + writer, revision, organisationId: 2 });
          }
        }),
      );
      const all = await readAll(url, { limit: 1000, count });
      expect(new Set(all.found).size).toBe(count);
      for (const { found, after } of await Promise.all(readers)) {
        expect(found).toEqual(all.found);
        expect((await world.page(url, 1, { after })).items).toEqual([]);
      }
    },
  );

  test('an event that becomes visible later than newer ones is read after them, whatever its id and time', async () => {
    const { url } = await world.start();
    const late = { customerNumber: 1_000_001, revision: 1 };
    await world.publish({ customerNumber: 1_000_002 });
    const first = await world.page(url, 1);
    // Its change was committed before that of the event which the reader has already.
    const published = await world.publish(late);
    const next = await world.page(url, 1, { after: first.nextCursor, wait: 5 });
    expect(next.items.map(({ id }) => id)).toEqual([published.id]);
  });

  test('pages from the stream and from the window meet without a gap', async () => {
    await publishMany(20);
    const { url } = await world.start({ window: SMALL });
    for (const limit of [1, 3, 14, 15, 16, 20, 100]) {
      const found: number[] = [];
      let after: string | undefined;
      do {
        const page = await world.page(url, 1, { limit, ...(after && { after }) });
        if (page.items.length === 0) break;
        found.push(...revisions(page.items));
        after = page.nextCursor;
      } while (after !== undefined);
      expect(found).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    }
  });

  test('filters by customer and by type', async () => {
    const { url } = await world.start({ window: SMALL });
    await world.publish({ customerNumber: 1_000_001, eventType: 'CREATE' });
    await publishMany(9, { customerNumber: 1_000_002 });
    await world.publish({ customerNumber: 1_000_001, revision: 2 });
    expect(revisions((await world.page(url, 1, { customerNumber: 1_000_001 })).items)).toEqual([1, 2]);
    expect(revisions((await world.page(url, 1, { type: 'customer.created.v1' })).items)).toEqual([1]);
    const none = await world.page(url, 1, { customerNumber: 1_000_001, type: 'customer.deleted.v1' });
    expect(none.items).toEqual([]);
  });

  test('an organisation never gets the events of another one', async () => {
    const { url } = await world.start();
    await publishMany(3, { organisationId: 1 });
    await publishMany(2, { organisationId: 12 });
    expect((await world.page(url, 12)).items).toHaveLength(2);
    expect((await world.page(url, 1, { customerNumber: 1_000_000 })).items).toHaveLength(3);
    expect((await world.page(url, 2)).items).toEqual([]);
    const refused = await world.list(url, { organisationId: 2 }, { organisationId: 1 });
    expect([refused.status, ((await refused.json()) as { errorCode: number }).errorCode]).toEqual([403, 610]);
    const mayAct = { organisationId: 2, permissions: [Permission.Read, Permission.AllOrganisations] };
    const allowed = await world.list(url, mayAct, { organisationId: 1 });
    expect(((await allowed.json()) as { items: unknown[] }).items).toHaveLength(3);
    expect((await world.list(url, { organisationId: 1, permissions: [Permission.Admin] })).status).toBe(403);
  });

  const refusalOf = async (response: Response) => {
    const { errorCode, detail, errors } = (await response.json()) as Record<string, unknown>;
    return { status: response.status, errorCode, detail, errors };
  };

  test('a malformed cursor is 400 and names its field', async () => {
    const { url } = await world.start();
    const { nextCursor } = await world.page(url, 1);
    for (const after of ['x', nextCursor.slice(1), `${nextCursor}A`, nextCursor.replace(/.$/, '_')]) {
      expect(await refusalOf(await world.list(url, { organisationId: 1 }, { after }))).toMatchObject({
        status: 400,
        errors: [{ path: 'after' }],
      });
    }
    const listened = await world.listen(url, { organisationId: 1 }, { lastEventId: 'x' });
    expect(await refusalOf(listened)).toMatchObject({ status: 400, errors: [{ path: 'lastEventId' }] });
  });

  test('a cursor older than the kept events is 410 (630), and without one reading begins at the oldest', async () => {
    const { url } = await world.start({ window: SMALL });
    await publishMany(1);
    const { nextCursor } = await world.page(url, 1, { wait: 5 });
    for (let revision = 2; revision <= 20; revision += 1) await world.publish({ revision });
    await eventually('all events', async () => (await world.page(url, 1)).items.length === 20);
    await world.manager.streams.purge(world.stream.name, { seq: 10 });
    const refusal = await refusalOf(await world.list(url, { organisationId: 1 }, { after: nextCursor }));
    expect(refusal).toMatchObject({ status: 410, errorCode: 630 });
    expect(revisions((await world.page(url, 1)).items)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  });

  test('the next page is read ahead, and events that expire before it is asked for leave no gap', async () => {
    await publishMany(30);
    const { url } = await world.start({ window: SMALL });
    const first = await world.page(url, 1, { limit: 10 });
    expect(revisions(first.items)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const reads = async () => Number(/^feed_backlog_reads_total\{.*\} (\d+)$/m.exec(await metricsOf(url))?.[1]);
    expect(await reads()).toBe(2);
    await world.manager.streams.purge(world.stream.name, { seq: 16 });
    const next = await world.list(url, { organisationId: 1 }, { limit: 10, after: first.nextCursor });
    // The read ahead was before the purge, or it was not and the missing events are noticed.
    if (next.status === 410) return expect(await refusalOf(next)).toMatchObject({ errorCode: 630 });
    const second = (await next.json()) as Awaited<ReturnType<GatewayWorld['page']>>;
    expect(revisions(second.items)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    // The second page needed no further read but the one ahead of the third.
    expect(await reads()).toBe(3);
    const third = await world.page(url, 1, { limit: 10, after: second.nextCursor });
    expect(revisions(third.items)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
  });

  test('a cursor of a stream that was lost and made anew is 410 (630), and says what to do', async () => {
    const { url } = await world.start();
    await publishMany(3);
    const { nextCursor } = await fullPage(url, 3);
    const listening = await world.listen(url, { organisationId: 1 });
    await world.manager.streams.delete(world.stream.name);
    await world.createStream();
    // As many events as before: the sequences of both streams are the same.
    await publishMany(5);
    // A listener is disconnected, and learns of it when it resumes.
    expect(await sentEvents(listening, Number.POSITIVE_INFINITY)).toEqual([]);
    await eventually('the new stream', async () => {
      const response = await world.list(url, { organisationId: 1 });
      return response.ok && ((await response.json()) as { items: unknown[] }).items.length === 5;
    });
    for (const refused of [
      await world.list(url, { organisationId: 1 }, { after: nextCursor }),
      await world.listen(url, { organisationId: 1 }, { lastEventId: nextCursor }),
    ]) {
      const { status, errorCode, detail } = await refusalOf(refused);
      expect([status, errorCode]).toEqual([410, 630]);
      expect(detail).toMatch(/made anew.*begin again without a cursor/);
    }
  });

  test('a cursor from before a restore of the database is 410 (630), and says what to do', async () => {
    const { url } = await world.start();
    await publishMany(3);
    const { nextCursor } = await fullPage(url, 3);
    const listening = await world.listen(url, { organisationId: 1 }, { lastEventId: nextCursor });
    await world.publish({ revision: 2, epoch: 2 });
    expect(await sentEvents(listening, Number.POSITIVE_INFINITY)).toEqual([]);
    const { status, errorCode, detail } = await refusalOf(
      await world.list(url, { organisationId: 1 }, { after: nextCursor }),
    );
    expect([status, errorCode]).toEqual([410, 630]);
    expect(detail).toMatch(/restored from a backup.*begin again without a cursor/);
    const again = await world.page(url, 1);
    expect(again.items).toHaveLength(4);
    // A replay of older events afterwards changes nothing.
    await world.publish({ revision: 3, epoch: 1 });
    expect((await world.page(url, 1, { after: again.nextCursor, wait: 5 })).items).toHaveLength(1);
  });

  test('gateways do not share their read of the stream: one that stops takes nothing from another', async () => {
    const [stays, stops] = [await world.start(), await world.start()];
    const waiting = world.page(stays.url, 1, { wait: 30 });
    await stops.close();
    await world.publish({ revision: 3 });
    expect(revisions((await waiting).items)).toEqual([3]);
  });

  test('the broker forgets the read of a gateway half a minute after it is gone', async () => {
    await world.start();
    const consumers = await world.manager.consumers.list(world.stream.name).next();
    const nanos = consumers.map(({ config }) => config.inactive_threshold);
    expect(nanos).toEqual([30e9]);
  });

  test('a wait ends with the next event, with the caller and with the process', async () => {
    const { url } = await world.start();
    const { nextCursor: after } = await world.page(url, 1);
    const waiting = world.page(url, 1, { after, wait: 30 });
    const of2 = world.page(url, 2, { wait: 30 });
    await world.publish({ organisationId: 1 });
    expect((await waiting).items).toHaveLength(1);
    const left = new AbortController();
    const leaving = world.list(url, { organisationId: 3 }, { wait: 30 }, left.signal);
    left.abort();
    await expect(leaving).rejects.toThrow();
    const app = await world.start();
    const last = world.page(app.url, 1, { after: (await waiting).nextCursor, wait: 30 });
    await eventually('a call that waits', async () => /^feed_waiting\{.*\} 1$/m.test(await metricsOf(app.url)));
    await app.close();
    expect((await last).items).toEqual([]);
    await world.publish({ organisationId: 2 });
    expect((await of2).items).toHaveLength(1);
  });

  const metricsOf = async (url: string) => (await fetch(`${url}/metrics`)).text();

  test('while the stream is missing calls are 619 and the gateway is not ready', async () => {
    const { url } = await world.start();
    await world.manager.streams.delete(world.stream.name);
    await eventually('an unready gateway', async () => (await fetch(`${url}/readyz`)).status === 503);
    await world.createStream();
    await eventually('a ready gateway', async () => (await fetch(`${url}/readyz`)).ok);
    expect((await world.page(url, 1)).items).toEqual([]);
  });
});
