import { type HeldLeases, type Lease, NoLeasesError } from './lease.js';
import { isExpired, type LeaseTime } from './lease-expiry.js';
import { fairShare, freeFor, liveCount, surplusOf } from './lease-shares.js';
import type { LeaseRecord, LeaseStore } from './leases.js';
import { WakeUpSignal } from './wake-up-signal.js';

/** The first pause after a failure, in milliseconds; it doubles each time. */
const RETRY_MILLIS = 200;

/** The ports of the leases of a process. */
export interface LeaseSettings {
  readonly store: LeaseStore;
  /** Different for every process and for each of its starts. */
  readonly owner: string;
  readonly partitions: number;
  /** The time to live of a lease without renewal, in milliseconds. */
  readonly ttlMillis: number;
  /** Whether this process could work now. One that can't leaves its share to the others. */
  readonly isAble: () => boolean;
  /** Resolves when nothing is in flight any more under a lease that ended. */
  readonly drained: (lease: Lease) => Promise<void>;
  readonly onTaken: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** The part of a lease that is used. The rest is a margin for writes that take time. */
const USED_SHARE = 0.8;

/** After this many times to live a killed process is removed, since it can't withdraw itself. */
const REMOVED_AFTER_TTLS = 10;

/** One held lease. Its end is judged by the monotonic clock, which can't be set. */
class OwnLease implements Lease {
  readonly partition: number;
  readonly takenAt: Date;
  #deadline: number;

  constructor(partition: number, { takenAt, deadline }: { takenAt: Date; deadline: number }) {
    this.partition = partition;
    this.takenAt = takenAt;
    this.#deadline = deadline;
  }

  isValid(): boolean {
    return performance.now() < this.#deadline;
  }

  extend(deadline: number): void {
    this.#deadline = deadline;
  }

  end(): void {
    this.#deadline = 0;
  }
}

/**
 * Keeps this process's fair share of the partitions: renews every third of the time to live, takes over expired
 * leases, releases those beyond its share. Ends are written and judged by the clock of the database, so the clocks of
 * the processes may be wrong by any amount.
 */
export class PartitionLeases implements HeldLeases {
  readonly #settings: LeaseSettings;
  readonly #own = new Map<number, OwnLease>();
  readonly #wakeUp = new WakeUpSignal();
  /** The clock of the database minus the monotonic clock of this process, in milliseconds. */
  #clockOffset: number | undefined;
  /** The time that the last read of that clock took, in milliseconds: {@link now} is late by this much at most. */
  #lateness = 0;
  #hasTooManyPeers = false;
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(settings: LeaseSettings) {
    this.#settings = settings;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  held(): readonly Lease[] {
    return [...this.#own.values()].filter((lease) => lease.isValid());
  }

  /** The time by the clock of the database, as it was read last; by the clock of this process before that. */
  now(): Date {
    return new Date(this.#clockOffset === undefined ? Date.now() : performance.now() + this.#clockOffset);
  }

  /** @throws {NoLeasesError} when this process works on no partition although there are enough of them. */
  check(): void {
    if (this.held().length > 0 || this.#hasTooManyPeers) return;
    throw new NoLeasesError('This process holds no lease: it works on nothing.');
  }

  /** Compares the shares again, because something changed that they depend on. */
  rebalance(): void {
    this.#wakeUp.notify();
  }

  /** Releases all leases once nothing is in flight under them. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeUp.notify();
    if (this.#running === undefined) return;
    await this.#running;
    await this.#leave().catch(this.#settings.onFailed);
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      let next = this.#settings.ttlMillis / 3;
      try {
        next = Math.min(next, await this.#balance());
        failures = 0;
      } catch (error) {
        this.#settings.onFailed(error);
        next = Math.min(next, backOffMillis(failures));
        failures += 1;
      }
      await this.#wakeUp.wait(next);
    }
  }

  /** Returns the milliseconds until the next foreign lease may expire. */
  async #balance(): Promise<number> {
    const { store, owner, partitions, ttlMillis } = this.#settings;
    if (!this.#settings.isAble()) {
      await this.#leave();
      return ttlMillis;
    }
    await this.#synchronise();
    // With a clock that is late by more than that, the leases of others look as if a wrong clock had written them.
    if (this.#lateness > ttlMillis) return 1;
    await this.#renew();
    await store.announce(owner, this.#until());
    const { leases, publishers } = await store.read();
    const time = { now: this.now(), ttlMillis };
    await this.#removeDead(publishers, time);
    const live = liveCount(publishers, owner, time);
    this.#hasTooManyPeers = live > partitions;
    const share = fairShare(partitions, live);
    await settled(surplusOf([...this.#own.keys()], share).map((partition) => this.#release(partition)));
    const free = freeFor(leases, { partitions, time });
    for (const { partition, seen } of free.slice(0, Math.max(0, share - this.#own.size))) {
      if (!this.#own.has(partition)) await this.#take(partition, seen);
    }
    const foreign = leases.filter(({ until }) => !isExpired(until, time));
    return Math.max(1, Math.min(...foreign.map(({ until }) => until.getTime() - time.now.getTime()), ttlMillis));
  }

  /** Late by one round trip at most and never early: no lease is taken over before its end. */
  async #synchronise(): Promise<void> {
    const requestedAt = performance.now();
    const now = await this.#settings.store.now();
    const receivedAt = performance.now();
    this.#clockOffset = now.getTime() - receivedAt;
    this.#lateness = receivedAt - requestedAt;
  }

  async #removeDead(publishers: readonly { owner: string; until: Date }[], { now, ttlMillis }: LeaseTime) {
    const dead = publishers.filter(
      ({ until }) => Math.abs(now.getTime() - until.getTime()) > REMOVED_AFTER_TTLS * ttlMillis,
    );
    await settled(dead.map((publisher) => this.#settings.store.withdraw(publisher.owner)));
  }

  async #take(partition: number, seen: LeaseRecord | undefined): Promise<void> {
    const { store, owner } = this.#settings;
    const deadline = this.#deadline();
    if (await store.take({ partition, owner, until: this.#until() }, seen)) this.#begin(partition, deadline);
  }

  #begin(partition: number, deadline: number): void {
    this.#own.set(partition, new OwnLease(partition, { takenAt: this.now(), deadline }));
    this.#settings.onTaken();
  }

  async #renew(): Promise<void> {
    const { store, owner } = this.#settings;
    await settled(
      [...this.#own].map(async ([partition, lease]) => {
        // Before the write: a slow response must not make the lease look longer than it is.
        const deadline = this.#deadline();
        const isRenewed = await store.renew({ partition, owner, until: this.#until() });
        if (isRenewed && lease.isValid()) return lease.extend(deadline);
        lease.end();
        this.#own.delete(partition);
        // It lapsed, as while this process was suspended, and stays ended. What was in flight under it may be published.
        if (isRenewed) this.#begin(partition, deadline);
      }),
    );
  }

  async #release(partition: number): Promise<void> {
    const { store, owner, drained } = this.#settings;
    const lease = this.#own.get(partition);
    if (lease === undefined) return;
    lease.end();
    this.#own.delete(partition);
    await drained(lease);
    await store.release(partition, owner);
  }

  /** Gives up the share of this process. */
  async #leave(): Promise<void> {
    for (const lease of this.#own.values()) lease.end();
    await settled([...this.#own.keys()].map((partition) => this.#release(partition)));
    await this.#settings.store.withdraw(this.#settings.owner);
  }

  #until(): Date {
    return new Date(this.now().getTime() + this.#settings.ttlMillis);
  }

  /** Earlier by the lateness of the clock, because the written end is: a process may have been suspended during the read. */
  #deadline(): number {
    return performance.now() + this.#settings.ttlMillis * USED_SHARE - this.#lateness;
  }
}

/**
 * Waits for all writes, also if one fails. One that came to its end later would set a lease back that the next round renews.
 * @throws the first failure
 */
async function settled(writes: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(writes);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** The pause before the next try, in milliseconds, with jitter so that processes spread out. */
function backOffMillis(failures: number): number {
  return RETRY_MILLIS * 2 ** Math.min(failures, 5) * (0.5 + Math.random() / 2);
}
