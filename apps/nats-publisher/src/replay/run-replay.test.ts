import { type OutboxEvent, placeOf, type ReplayProgress } from '@profiles/mongo-store/outbox';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UnpublishableEventError } from '../ports.js';
import { waitingEvent } from '../testing/memory-outbox.js';
import { newReplay, replayRequest } from './replay-request.js';
import { type ReplayParts, runReplay } from './run-replay.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const EVENTS = Array.from({ length: 60 }, (_, at) => waitingEvent(1 + (at % 20), 1 + Math.floor(at / 20)));

function replayOf(eventsPerSecond: number, parts: Partial<ReplayParts> = {}) {
  const sent: OutboxEvent[] = [];
  const noted: ReplayProgress[] = [];
  const stop = new AbortController();
  const record = newReplay(replayRequest.parse({ eventsPerSecond, everything: true }), {
    id: 'r',
    total: 60,
    runBy: 'command',
  });
  const whole: ReplayParts = {
    archive: {
      async *pages(_selection, after) {
        const from = after === undefined ? 0 : 1 + EVENTS.findIndex((event) => isAt(event, after));
        yield EVENTS.slice(from, 30);
        yield EVENTS.slice(Math.max(from, 30));
      },
    },
    publisher: {
      publish: async (event) => {
        sent.push(event);
        return { duplicate: event.customerNumber === 1 };
      },
    },
    records: {
      progress: async (_id, _claim, progress) => {
        noted.push(progress);
        return true;
      },
    },
    owner: 'me',
    signal: stop.signal,
    onFailed: () => {},
    ...parts,
  };
  return { sent, noted, stop, record, parts: whole, outcome: runReplay(record, whole) };
}

function isAt(event: OutboxEvent, place: ReturnType<typeof placeOf>): boolean {
  return event.customerNumber === place.customerNumber && event.revision === place.revision;
}

function expectInOrder(sent: readonly OutboxEvent[]): void {
  const last = new Map<number, number>();
  for (const { customerNumber, revision } of sent) {
    expect(revision).toBe((last.get(customerNumber) ?? 0) + 1);
    last.set(customerNumber, revision);
  }
}

test('all events are sent once, in order per customer, and duplicates are counted', async () => {
  const { sent, noted, outcome } = replayOf(50_000);
  await vi.runAllTimersAsync();
  expect(await outcome).toBe('done');
  expect(sent).toHaveLength(60);
  expectInOrder(sent);
  expect(noted.at(-1)).toEqual({ sent: 60, duplicates: 3, position: placeOf(EVENTS[59] as OutboxEvent) });
});

test('it is no faster than requested', async () => {
  const { sent } = replayOf(10);
  await vi.advanceTimersByTimeAsync(1_950);
  expect(sent).toHaveLength(20);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toHaveLength(30);
});

test('a stopped replay continues later at its position', async () => {
  const first = replayOf(10);
  await vi.advanceTimersByTimeAsync(1_950);
  first.stop.abort();
  expect(await first.outcome).toBe('stopped');
  const rest = runReplay(
    { ...first.record, ...first.noted.at(-1) },
    { ...first.parts, signal: new AbortController().signal },
  );
  await vi.runAllTimersAsync();
  expect(await rest).toBe('done');
  expect(first.sent).toHaveLength(60);
  expectInOrder(first.sent);
});

test('it ends when another process works on it, and when it was cancelled', async () => {
  const { sent, outcome } = replayOf(10, { records: { progress: async () => false } });
  await vi.runAllTimersAsync();
  expect(await outcome).toBe('stopped');
  expect(sent).toHaveLength(2);
});

test('an event that the broker refuses for now is tried until it succeeds, before any later one of its customer', async () => {
  let refusals = 3;
  const sent: OutboxEvent[] = [];
  const onFailed = vi.fn();
  const { outcome } = replayOf(50_000, {
    onFailed,
    publisher: {
      publish: async (event) => {
        if (event.customerNumber === 2 && refusals-- > 0) throw new Error('not now');
        sent.push(event);
        return { duplicate: false };
      },
    },
  });
  await vi.runAllTimersAsync();
  expect(await outcome).toBe('done');
  expect(onFailed).toHaveBeenCalledTimes(3);
  expect(sent).toHaveLength(60);
  expectInOrder(sent);
});

test('an event that can never be published is left out and reported', async () => {
  const onFailed = vi.fn();
  const { outcome } = replayOf(50_000, {
    onFailed,
    publisher: {
      publish: async (event) => {
        if (event === EVENTS[5]) throw new UnpublishableEventError('too large');
        return { duplicate: false };
      },
    },
  });
  await vi.runAllTimersAsync();
  expect(await outcome).toBe('done');
  expect(onFailed.mock.calls.map(([event]) => event)).toEqual([EVENTS[5]]);
});
