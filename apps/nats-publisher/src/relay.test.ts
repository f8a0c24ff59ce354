import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BrokerUnavailableError, type Lease } from './ports.js';
import { Relay } from './relay.js';
import { WINDOW } from './sender.js';
import { heldBroker, memoryOutbox, testLease, waitingEvent } from './testing/memory-outbox.js';

const running: Relay[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(async () => {
  vi.useRealTimers();
  for (const relay of running.splice(0)) void relay.stop();
});

function relayOf(events: readonly OutboxEvent[], lease: Lease = testLease()) {
  const broker = heldBroker();
  const store = memoryOutbox(events);
  const observer = { published: vi.fn(), publishFailed: vi.fn(), park: vi.fn(), outboxFailed: vi.fn() };
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
      endRead = () => resolve({ events: [event], heldBack: 0 });
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
