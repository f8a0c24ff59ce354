import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Lease, NoLeasesError } from './lease.js';
import { PartitionLeases } from './partition-leases.js';
import { memoryLeaseStore } from './testing/memory-lease-store.js';

const TTL = 9_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

interface Options {
  readonly owner: string;
  readonly isAble?: () => boolean;
  readonly drained?: (lease: Lease) => Promise<void>;
}

function publisherOf({ store }: ReturnType<typeof memoryLeaseStore>, options: Options) {
  const leases = new PartitionLeases({
    store,
    partitions: 16,
    ttlMillis: TTL,
    isAble: () => true,
    drained: async () => {},
    onTaken: () => {},
    onFailed: () => {},
    ...options,
  });
  leases.start();
  return leases;
}

const partitionsOf = (leases: PartitionLeases) => leases.held().map(({ partition }) => partition);

test('one publisher alone has every partition and keeps them', async () => {
  const one = publisherOf(memoryLeaseStore(), { owner: 'one' });
  await vi.advanceTimersByTimeAsync(0);
  expect(partitionsOf(one)).toHaveLength(16);
  await vi.advanceTimersByTimeAsync(10 * TTL);
  expect(partitionsOf(one)).toHaveLength(16);
});

test('a second publisher gets its half, and no partition is held twice at any time', async () => {
  const written = memoryLeaseStore();
  const one = publisherOf(written, { owner: 'one' });
  await vi.advanceTimersByTimeAsync(0);
  const two = publisherOf(written, { owner: 'two' });
  for (let at = 0; at < 2 * TTL; at += 100) {
    await vi.advanceTimersByTimeAsync(100);
    const all = [...partitionsOf(one), ...partitionsOf(two)];
    expect(new Set(all).size).toBe(all.length);
  }
  expect(partitionsOf(one)).toHaveLength(8);
  expect(partitionsOf(two)).toHaveLength(8);
});

test("a dead publisher's partitions are taken over once its leases have expired", async () => {
  const written = memoryLeaseStore();
  const until = new Date(written.now().getTime() + TTL);
  for (let partition = 0; partition < 16; partition += 1) {
    written.leases.set(partition, { partition, owner: 'dead', until });
  }
  written.publishers.set('dead', until);
  const two = publisherOf(written, { owner: 'two' });
  await vi.advanceTimersByTimeAsync(TTL - 1);
  expect(partitionsOf(two)).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(partitionsOf(two)).toHaveLength(16);
});

test('a publisher that can not renew stops before its leases expire', async () => {
  const written = memoryLeaseStore();
  const one = publisherOf(written, { owner: 'one' });
  await vi.advanceTimersByTimeAsync(0);
  const expiry = Math.min(...[...written.leases.values()].map(({ until }) => until.getTime()));
  written.store.renew = () => Promise.reject(new Error('away'));
  await vi.advanceTimersByTimeAsync(expiry - written.now().getTime() - TTL / 10);
  expect(partitionsOf(one)).toEqual([]);
});

test('a partition is released only after its events in flight have drained', async () => {
  const written = memoryLeaseStore();
  const settle: (() => void)[] = [];
  const drained = () => new Promise<void>((resolve) => settle.push(resolve));
  const one = publisherOf(written, { owner: 'one', drained });
  await vi.advanceTimersByTimeAsync(0);
  const stopped = one.stop();
  await vi.advanceTimersByTimeAsync(100);
  expect(partitionsOf(one)).toEqual([]);
  expect([...written.leases.values()].every(({ owner }) => owner === 'one')).toBe(true);
  for (const resolve of settle) resolve();
  await stopped;
  expect([...written.leases.values()].every(({ owner }) => owner === '')).toBe(true);
  expect(written.publishers.size).toBe(0);
});

test('a publisher without a broker leaves its share to the others', async () => {
  const written = memoryLeaseStore();
  let able = true;
  const one = publisherOf(written, { owner: 'one', isAble: () => able });
  await vi.advanceTimersByTimeAsync(0);
  const two = publisherOf(written, { owner: 'two' });
  able = false;
  await vi.advanceTimersByTimeAsync(TTL);
  expect(partitionsOf(one)).toEqual([]);
  expect(partitionsOf(two)).toHaveLength(16);
});

test('a killed publisher is removed in the end, so that restarts leave nothing behind', async () => {
  const written = memoryLeaseStore();
  written.publishers.set('dead', new Date(written.now().getTime() + TTL));
  publisherOf(written, { owner: 'one' });
  await vi.advanceTimersByTimeAsync(2 * TTL);
  expect([...written.publishers.keys()]).toEqual(['dead', 'one']);
  await vi.advanceTimersByTimeAsync(12 * TTL);
  expect([...written.publishers.keys()]).toEqual(['one']);
});

// Issue 18.4: an end beyond now + 2 × ttl was written by a wrong clock and must not silence a partition for an hour.
test('leases of a dead publisher whose clock was an hour ahead are taken over at once', async () => {
  const written = memoryLeaseStore();
  const until = new Date(written.now().getTime() + 3_600_000 + TTL);
  for (let partition = 0; partition < 16; partition += 1) {
    written.leases.set(partition, { partition, owner: 'dead', until });
  }
  written.publishers.set('dead', until);
  const two = publisherOf(written, { owner: 'two' });
  await vi.advanceTimersByTimeAsync(TTL);
  expect(partitionsOf(two)).toHaveLength(16);
  expect([...written.publishers.keys()]).toEqual(['two']);
});

test.each([
  ['behind', -3_600_000],
  ['ahead', 3_600_000],
])(
  'a publisher whose clock is an hour %s takes over from a dead one, and its own leases end in time',
  async (_, by) => {
    vi.setSystemTime(Date.now() + by);
    const written = memoryLeaseStore();
    const until = new Date(written.now().getTime() + TTL);
    for (let partition = 0; partition < 16; partition += 1) {
      written.leases.set(partition, { partition, owner: 'dead', until });
    }
    const two = publisherOf(written, { owner: 'two' });
    await vi.advanceTimersByTimeAsync(TTL - 100);
    expect(partitionsOf(two)).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(partitionsOf(two)).toHaveLength(16);
    for (const lease of written.leases.values()) {
      expect(lease.until.getTime() - written.now().getTime()).toBeLessThanOrEqual(TTL);
    }
  },
);

test('publishers whose clocks are hours apart share the partitions, and hold none twice', async () => {
  const written = memoryLeaseStore();
  const one = publisherOf(written, { owner: 'one' });
  await vi.advanceTimersByTimeAsync(0);
  vi.setSystemTime(Date.now() - 7_200_000);
  const two = publisherOf(written, { owner: 'two' });
  for (let at = 0; at < 3 * TTL; at += 100) {
    await vi.advanceTimersByTimeAsync(100);
    const all = [...partitionsOf(one), ...partitionsOf(two)];
    expect(new Set(all).size).toBe(all.length);
  }
  expect([partitionsOf(one).length, partitionsOf(two).length]).toEqual([8, 8]);
});

// Issue 18.12: readiness tells of lost leases.
test('a publisher without a lease is not ready, unless there are more publishers than partitions', async () => {
  const written = memoryLeaseStore();
  const one = publisherOf(written, { owner: 'one' });
  expect(() => one.check()).toThrow(NoLeasesError);
  await vi.advanceTimersByTimeAsync(0);
  expect(() => one.check()).not.toThrow();
  written.store.renew = () => Promise.reject(new Error('away'));
  await vi.advanceTimersByTimeAsync(TTL);
  expect(() => one.check()).toThrow(NoLeasesError);

  const crowd = memoryLeaseStore();
  const until = new Date(crowd.now().getTime() + TTL);
  for (let peer = 0; peer < 16; peer += 1) {
    crowd.publishers.set(`peer ${peer}`, until);
    crowd.leases.set(peer, { partition: peer, owner: `peer ${peer}`, until });
  }
  const spare = publisherOf(crowd, { owner: 'spare' });
  await vi.advanceTimersByTimeAsync(0);
  expect(partitionsOf(spare)).toEqual([]);
  expect(() => spare.check()).not.toThrow();
});

test('a publisher that was suspended while it read the clock uses no lease beyond the end that it writes', async () => {
  const written = memoryLeaseStore();
  const suspendedFor = TTL / 2;
  const slow: typeof written.store = {
    ...written.store,
    // The database responds at once; the process receives it late.
    now: async () => {
      const now = written.now();
      await new Promise((resolve) => setTimeout(resolve, suspendedFor));
      return now;
    },
  };
  const one = publisherOf({ ...written, store: slow }, { owner: 'one' });
  for (let at = 0; at < 2 * TTL; at += 100) {
    await vi.advanceTimersByTimeAsync(100);
    const expired = [...written.leases.values()].filter(({ until }) => until <= written.now());
    expect(partitionsOf(one).filter((partition) => expired.some((lease) => lease.partition === partition))).toEqual([]);
  }
});

/** A store whose clock is read once with a delay, as by a process that was suspended in between. */
function readLateOnce(written: ReturnType<typeof memoryLeaseStore>) {
  let delay = 0;
  const now = async () => {
    const read = written.now();
    const millis = delay;
    delay = 0;
    if (millis > 0) await new Promise((resolve) => setTimeout(resolve, millis));
    return read;
  };
  return {
    late: { ...written, store: { ...written.store, now } },
    delayNextBy: (millis: number) => {
      delay = millis;
    },
  };
}

test('a lease that lapsed stays ended: the same partition has another lease after the next renewal', async () => {
  const { late, delayNextBy } = readLateOnce(memoryLeaseStore());
  const one = publisherOf(late, { owner: 'one' });
  await vi.advanceTimersByTimeAsync(0);
  const before = one.held();
  delayNextBy(2 * TTL);
  await vi.advanceTimersByTimeAsync(TTL);
  expect(one.held()).toEqual([]);
  await vi.advanceTimersByTimeAsync(3 * TTL);
  expect(one.held()).toHaveLength(16);
  expect(before.filter((lease) => lease.isValid())).toEqual([]);
});

test('a publisher that was suspended while it read the clock takes no lease that another one holds', async () => {
  const written = memoryLeaseStore();
  const { late, delayNextBy } = readLateOnce(written);
  const takenOver: number[] = [];
  const take: typeof written.store.take = async (wanted, seen) => {
    const { owner, until } = written.leases.get(wanted.partition) ?? { owner: '', until: new Date(0) };
    if (owner === 'one' && until > written.now()) takenOver.push(wanted.partition);
    return written.store.take(wanted, seen);
  };
  publisherOf(written, { owner: 'one' });
  await vi.advanceTimersByTimeAsync(0);
  delayNextBy(10 * TTL);
  const two = publisherOf({ ...late, store: { ...late.store, take } }, { owner: 'two' });
  await vi.advanceTimersByTimeAsync(12 * TTL);
  expect(takenOver).toEqual([]);
  expect(partitionsOf(two)).toHaveLength(8);
});

test('while a write of a failed round is in flight, the next round does not begin', async () => {
  const written = memoryLeaseStore();
  let isFailing = false;
  const ends: string[] = [];
  const store: typeof written.store = {
    ...written.store,
    now: async () => {
      ends.push('next round');
      return written.now();
    },
    renew: async (lease) => {
      if (isFailing && lease.partition === 0) throw new Error('away');
      if (isFailing && lease.partition === 1) await new Promise((resolve) => setTimeout(resolve, TTL));
      ends.push(`renewed ${lease.partition}`);
      return written.store.renew(lease);
    },
  };
  publisherOf({ ...written, store }, { owner: 'one' });
  await vi.advanceTimersByTimeAsync(0);
  isFailing = true;
  await vi.advanceTimersByTimeAsync(TTL / 3);
  ends.length = 0;
  await vi.advanceTimersByTimeAsync(2 * TTL);
  expect(ends.indexOf('renewed 1')).toBe(0);
  expect(ends.indexOf('next round')).toBe(1);
});
