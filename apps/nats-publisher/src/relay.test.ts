import type { Lease } from '@profiles/mongo-store/leases';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BatchRefusedError, BrokerUnavailableError } from './ports.js';
import { Relay } from './relay.js';
import { MAX_BATCH_SIZE, MAX_BATCHES, MIN_BATCH_SIZE, WINDOW } from './sender.js';
import { heldBroker, memoryOutbox, testLease, waitingEvent } from './testing/memory-outbox.js';

const running: Relay[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(async () => {
  vi.useRealTimers();
  for (const relay of running.splice(0)) void relay.stop();
});

function relayOf(
  events: readonly OutboxEvent[],
  lease: Lease = testLease(),
  { takesBatches = false }: { takesBatches?: boolean } = {},
) {
  const broker = heldBroker({ takesBatches });
  const store = memoryOutbox(events);
  const observer = {
    ...{ published: vi.fn(), publishFailed: vi.fn(), park: vi.fn(), outboxFailed: vi.fn(), batchRefused: vi.fn() },
  };
  const leases = { held: () => (lease.isValid() ? [lease] : []) };
  const relay = new Relay({ outbox: store.outbox, publisher: broker, leases, observer, idleMillis: () => 100 });
  running.push(relay);
  relay.start();
  return { relay, broker, store, observer };
}

const revisions = (events: readonly OutboxEvent[]) => events.map(({ revision }) => revision);

test("a customer's next event goes only after the one before was acknowledged", async () => {
  const events = [1, 2, 3].map((revision) => waitingEvent(7, revision));
  const { broker, store } = relayOf(events);
  for (const event of events) {
    await vi.waitFor(() => expect(broker.inFlight()).toEqual([event]));
    broker.acknowledge(event);
  }
  await vi.waitFor(() => expect(store.marked).toEqual(events));
  expect(revisions(broker.sent)).toEqual([1, 2, 3]);
});

test('as many customers are in flight as the window has room for, and one more when one is done', async () => {
  const { broker } = relayOf(Array.from({ length: WINDOW + 5 }, (_, customer) => waitingEvent(customer, 1)));
  await vi.waitFor(() => expect(broker.inFlight()).toHaveLength(WINDOW));
  const [first] = broker.inFlight();
  if (first) broker.acknowledge(first);
  await vi.waitFor(() => expect(broker.sent).toHaveLength(WINDOW + 1));
  expect(broker.inFlight()).toHaveLength(WINDOW);
});

test('new events are read while others are still in flight, and nothing in flight is sent twice', async () => {
  const slow = waitingEvent(1, 1);
  const { broker, store } = relayOf([slow]);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([slow]));
  const later = waitingEvent(2, 1);
  store.waiting.push(later);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([slow, later]));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(broker.sent).toEqual([slow, later]);
});

test('an event that is marked during a read is not added again by that read', async () => {
  const event = waitingEvent(1, 1);
  const { broker, store, relay } = relayOf([event]);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([event]));
  let endRead = () => {};
  store.outbox.pending = () =>
    new Promise((resolve) => {
      endRead = () => resolve({ events: [event], heldBack: 0, followers: new Set() });
    });
  relay.wake();
  await vi.advanceTimersByTimeAsync(200);
  broker.acknowledge(event);
  await vi.waitFor(() => expect(store.marked).toEqual([event]));
  endRead();
  await vi.advanceTimersByTimeAsync(200);
  expect(broker.sent).toEqual([event]);
});

test('a failed event is published again before any later one of its customer, and other customers continue', async () => {
  const [one, two, other] = [waitingEvent(1, 1), waitingEvent(1, 2), waitingEvent(2, 1)];
  const { broker, store, observer } = relayOf([one, two, other]);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([one, other]));
  broker.fail(one, new Error('timeout'));
  broker.acknowledge(other);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([one]));
  broker.acknowledge(one);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([two]));
  expect(store.marked).toContain(other);
  expect(observer.publishFailed).toHaveBeenCalledTimes(1);
});

test('while the broker is unreachable all publishing pauses, longer each time, and resumes when it is back', async () => {
  const events = Array.from({ length: 3 }, (_, customer) => waitingEvent(customer, 1));
  const { relay, broker } = relayOf(events);
  for (let tries = 1; tries <= 4; tries += 1) {
    await vi.advanceTimersByTimeAsync(5_000);
    for (const event of broker.inFlight()) broker.fail(event, new BrokerUnavailableError());
  }
  const sent = broker.sent.length;
  expect(sent).toBe(12);
  // After four failures it waits for more than half a second.
  await vi.advanceTimersByTimeAsync(500);
  expect(broker.sent).toHaveLength(sent);
  relay.resume();
  expect(broker.inFlight()).toHaveLength(3);
});

test('an event that can never be published holds back its own customer only', async () => {
  const [bad, behind, other] = [waitingEvent(1, 1), waitingEvent(1, 2), waitingEvent(2, 1)];
  const { broker, store, observer } = relayOf([bad, behind, other]);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([bad, other]));
  broker.refuse(bad);
  broker.acknowledge(other);
  await vi.waitFor(() => expect(store.marked).toEqual([other]));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.parked).toEqual([bad]);
  expect(broker.sent).not.toContain(behind);
  expect(observer.park).toHaveBeenCalledWith(bad, 'too large');
});

test('nothing is published under an ended lease, and its release waits for what is in flight', async () => {
  const [one, two] = [waitingEvent(1, 1), waitingEvent(1, 2)];
  const lease = testLease();
  const { relay, broker } = relayOf([one, two], lease);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([one]));
  lease.end();
  let isSettled = false;
  void relay.drained(lease).then(() => {
    isSettled = true;
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(isSettled).toBe(false);
  broker.acknowledge(one);
  await vi.waitFor(() => expect(isSettled).toBe(true));
  expect(broker.sent).toEqual([one]);
});

test('a stop waits for the acknowledgements in flight and marks them', async () => {
  const event = waitingEvent(1, 1);
  const { relay, broker, store } = relayOf([event]);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([event]));
  const stopped = relay.stop();
  broker.acknowledge(event);
  await vi.advanceTimersByTimeAsync(100);
  await stopped;
  expect(store.marked).toEqual([event]);
});

test('failed marks are written later, and nothing is published twice because of them', async () => {
  const event = waitingEvent(1, 1);
  const { broker, store, observer } = relayOf([event]);
  const mark = store.outbox.markPublished;
  store.outbox.markPublished = vi.fn(mark).mockRejectedValueOnce(new Error('away'));
  await vi.waitFor(() => expect(broker.inFlight()).toEqual([event]));
  broker.acknowledge(event);
  await vi.waitFor(() => expect(store.marked).toEqual([event]));
  expect(observer.outboxFailed).toHaveBeenCalledTimes(1);
  expect(broker.sent).toEqual([event]);
});

// Issue 20.4: several events of one customer in one batch, in order; single publishes after any refusal.
const TAKES_BATCHES = { takesBatches: true };
const customers = (count: number, revisionsEach = 1) =>
  Array.from({ length: count * revisionsEach }, (_, at) =>
    waitingEvent(Math.floor(at / revisionsEach), (at % revisionsEach) + 1),
  );

test('where the stream takes batches, several events of one customer go in one batch, in their order', async () => {
  const events = customers(MIN_BATCH_SIZE, 3);
  const { broker, store } = relayOf(events, testLease(), TAKES_BATCHES);
  await vi.waitFor(() => expect(broker.batches()).toHaveLength(1));
  expect(broker.batches()).toEqual([events]);
  broker.endBatch();
  await vi.waitFor(() => expect(store.marked).toEqual(events));
});

test('few waiting events are published one by one, because a small batch costs more', async () => {
  const events = customers(MIN_BATCH_SIZE - 1);
  const { broker } = relayOf(events, testLease(), TAKES_BATCHES);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual(events));
  expect(broker.batches()).toEqual([]);
});

test('a batch has a maximum size, and so has the number of batches in flight', async () => {
  const events = customers((MAX_BATCHES + 1) * MAX_BATCH_SIZE);
  const { broker } = relayOf(events, testLease(), TAKES_BATCHES);
  await vi.waitFor(() => expect(broker.batches()).toHaveLength(MAX_BATCHES));
  expect(broker.batches().map(({ length }) => length)).toEqual(Array(MAX_BATCHES).fill(MAX_BATCH_SIZE));
  broker.endBatch();
  await vi.waitFor(() => expect(broker.sent).toHaveLength(events.length));
});

test("a customer's events that come during a batch wait for its acknowledgement", async () => {
  const first = customers(MIN_BATCH_SIZE);
  const { broker, store } = relayOf(first, testLease(), TAKES_BATCHES);
  await vi.waitFor(() => expect(broker.batches()).toEqual([first]));
  const later = customers(MIN_BATCH_SIZE, 2).filter(({ revision }) => revision === 2);
  store.waiting.push(...later);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(broker.sent).toEqual(first);
  broker.endBatch();
  await vi.waitFor(() => expect(broker.batches()).toEqual([later]));
});

test.each([
  ['refused', new BatchRefusedError('duplicate'), 0],
  ['timed out', new Error('timeout'), 2 * MIN_BATCH_SIZE],
])('the events of a batch that was %s go one by one, in order per customer', async (_, error, failures) => {
  const events = customers(MIN_BATCH_SIZE, 2);
  const { broker, store, observer } = relayOf(events, testLease(), TAKES_BATCHES);
  await vi.waitFor(() => expect(broker.batches()).toHaveLength(1));
  broker.endBatch(error);
  const firsts = events.filter(({ revision }) => revision === 1);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual(firsts));
  for (const event of firsts) broker.acknowledge(event);
  const seconds = events.filter(({ revision }) => revision === 2);
  await vi.waitFor(() => expect(broker.inFlight()).toEqual(seconds));
  for (const event of seconds) broker.acknowledge(event);
  await vi.waitFor(() => expect(store.marked).toHaveLength(events.length));
  expect(broker.batches()).toEqual([]);
  expect(observer.publishFailed).toHaveBeenCalledTimes(failures);
  expect(observer.batchRefused).toHaveBeenCalledTimes(failures === 0 ? 1 : 0);
});

test('a batch that failed under an ended lease is not published again', async () => {
  const events = customers(MIN_BATCH_SIZE, 2);
  const lease = testLease();
  const { relay, broker } = relayOf(events, lease, TAKES_BATCHES);
  await vi.waitFor(() => expect(broker.batches()).toHaveLength(1));
  lease.end();
  const drained = relay.drained(lease);
  broker.endBatch(new Error('timeout'));
  await drained;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(broker.sent).toEqual(events);
});
