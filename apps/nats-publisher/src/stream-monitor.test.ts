import type { StreamRecords } from '@profiles/mongo-store/outbox';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StreamMissingError, StreamRefusedError, StreamUnavailableError } from './nats-errors.js';
import { BrokerUnavailableError } from './ports.js';
import type { FoundStream } from './stream.js';
import { StreamMonitor } from './stream-monitor.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const stream = (created: string, isEmpty = false): FoundStream => ({
  created,
  isEmpty,
  duplicateWindowMillis: 600_000,
  takesBatches: true,
  replicas: 1,
});

function monitorOf({ accepted, hasPublished = true }: { accepted?: string; hasPublished?: boolean } = {}) {
  const known = new Map<string, string>(accepted === undefined ? [] : [['S', accepted]]);
  const records: StreamRecords = {
    accepted: async (name) => known.get(name),
    accept: async (name, created) => {
      known.set(name, created);
    },
    hasPublishedEvents: async () => hasPublished,
  };
  const log = { info: vi.fn(), warn: vi.fn() };
  const monitor = new StreamMonitor({ stream: 'S', records, log, look: async () => {} });
  const warned = () => log.warn.mock.calls.map(([fields]) => (fields as { state: string }).state);
  return { monitor, records, log, warned, known };
}

// Issue 18.11: one warning per state in the log, readiness, a metric.
test.each([
  [new StreamMissingError('gone'), 'missing'],
  [new StreamRefusedError('maximum bytes exceeded'), 'refused'],
  [new StreamUnavailableError('no quorum'), 'unavailable'],
])('%s is warned of once however often it happens, and readiness and metrics tell of it', (error, state) => {
  const { monitor, warned } = monitorOf();
  for (let times = 0; times < 500; times += 1) monitor.failed(error);
  expect(warned()).toEqual([state]);
  expect(monitor.alarms).toEqual([state]);
  expect(() => monitor.check()).toThrow(error);
});

test('each change of the state is warned of', async () => {
  const { monitor, warned, log } = monitorOf({ accepted: 'monday' });
  monitor.failed(new StreamRefusedError('full'));
  monitor.failed(new StreamMissingError('gone'));
  monitor.found(stream('monday'));
  monitor.failed(new StreamMissingError('gone'));
  expect(warned()).toEqual(['refused', 'missing', 'missing']);
  expect(log.info).toHaveBeenCalledTimes(1);
});

test('a refusal ends when none came for a while, not between two tries', async () => {
  const { monitor, warned } = monitorOf({ accepted: 'monday' });
  for (let tries = 0; tries < 4; tries += 1) {
    monitor.failed(new StreamRefusedError('full'));
    await vi.advanceTimersByTimeAsync(5_000);
    monitor.found(stream('monday'));
    expect(monitor.alarms).toEqual(['refused']);
  }
  expect(warned()).toEqual(['refused']);
  await vi.advanceTimersByTimeAsync(15_000);
  monitor.found(stream('monday'));
  expect(monitor.alarms).toEqual([]);
  expect(() => monitor.check()).not.toThrow();
});

test('a stream that was created anew stays an alarm, warned of once, until it is accepted', async () => {
  const { monitor, warned, records } = monitorOf({ accepted: 'monday' });
  for (let looks = 0; looks < 5; looks += 1) {
    monitor.found(stream('tuesday'));
    await vi.advanceTimersByTimeAsync(5_000);
  }
  expect(warned()).toEqual(['recreated']);
  expect(() => monitor.check()).toThrow('created anew');
  await records.accept('S', 'tuesday');
  monitor.found(stream('tuesday'));
  await vi.advanceTimersByTimeAsync(0);
  expect(monitor.alarms).toEqual([]);
});

test('the first stream of an installation is accepted without a warning', async () => {
  const { monitor, warned, known } = monitorOf({ hasPublished: false });
  monitor.found(stream('monday', true));
  await vi.advanceTimersByTimeAsync(0);
  expect(warned()).toEqual([]);
  expect(known.get('S')).toBe('monday');
});

test('an empty stream is no first one when the outbox has published events', async () => {
  const { monitor, warned } = monitorOf();
  monitor.found(stream('monday', true));
  await vi.advanceTimersByTimeAsync(0);
  expect(warned()).toEqual(['recreated']);
});

test('other errors are no alarm of the stream', () => {
  const { monitor } = monitorOf();
  monitor.failed(new BrokerUnavailableError('away'));
  monitor.failed(new Error('anything'));
  expect(monitor.alarms).toEqual([]);
});
