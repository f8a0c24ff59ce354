import type { LeaseRecord, LeaseStore } from '@profiles/mongo-store/outbox';
import { backOffMillis } from './back-off.js';
import { fairShare, freeFor, surplusOf } from './lease-shares.js';
import type { HeldLeases, Lease } from './ports.js';
import { WakeUpSignal } from './wake-up-signal.js';

export interface LeaseSettings {
  readonly store: LeaseStore;
  /** Different for every publisher, and for every start of one. */
  readonly owner: string;
  readonly partitions: number;
  readonly ttlMillis: number;
  /** Whether this publisher could publish. One that can't leaves its share to the others. */
  readonly isAble: () => boolean;
  /** Resolves when nothing is under way any more for a lease that ended. */
  readonly drained: (lease: Lease) => Promise<void>;
  readonly onTaken: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** A lease is not used to its end: writes take time, and the clocks of the publishers differ a little. */
const USED_SHARE = 0.8;

/** After how many times the time to live a publisher that was killed is forgotten; it can't withdraw itself. */
const LONG_GONE_TTLS = 10;

/** Up to when a lease is used, by the clock that can't be set. */
class OwnLease implements Lease {
  readonly partition: number;
  readonly takenAt = new Date();
  #deadline: number;

  constructor(partition: number, deadline: number) {
    this.partition = partition;
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
 * Keeps this publisher's fair share of the partitions: renews every third of the time to live, takes over what
 * expired, gives back what is too much. The clocks of the publishers may differ by the safety margin, a fifth of it.
 */
export class PartitionLeases implements HeldLeases {
  readonly #settings: LeaseSettings;
  readonly #own = new Map<number, OwnLease>();
  readonly #wakeUp = new WakeUpSignal();
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

  /** Something changed that the shares depend on. */
  rebalance(): void {
    this.#wakeUp.notify();
  }

  /** Gives everything back, once nothing is under way for it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeUp.notify();
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

  /** Answers after how many milliseconds the next foreign lease may have expired. */
  async #balance(): Promise<number> {
    const { store, owner, partitions, ttlMillis } = this.#settings;
    if (!this.#settings.isAble()) {
      await this.#leave();
      return ttlMillis;
    }
    await this.#renew();
    await store.announce(owner, this.#until());
    const now = new Date();
    const { leases, publishers } = await store.read();
    const live = new Set(publishers.filter(({ until }) => until > now).map((publisher) => publisher.owner)).add(owner);
    const gone = publishers.filter(({ until }) => now.getTime() - until.getTime() > LONG_GONE_TTLS * ttlMillis);
    await Promise.all(gone.map((publisher) => store.withdraw(publisher.owner)));
    const share = fairShare(partitions, live.size);
    await Promise.all(surplusOf([...this.#own.keys()], share).map((partition) => this.#giveBack(partition)));
    const free = freeFor(leases, { partitions, now });
    for (const { partition, seen } of free.slice(0, Math.max(0, share - this.#own.size))) {
      if (!this.#own.has(partition)) await this.#take(partition, seen);
    }
    const expiries = leases.filter(({ until }) => until > now).map(({ until }) => until.getTime() - now.getTime());
    return Math.max(1, Math.min(...expiries, ttlMillis));
  }

  async #take(partition: number, seen: LeaseRecord | undefined): Promise<void> {
    const { store, owner, onTaken } = this.#settings;
    const deadline = this.#deadline();
    if (!(await store.take({ partition, owner, until: this.#until() }, seen))) return;
    this.#own.set(partition, new OwnLease(partition, deadline));
    onTaken();
  }

  async #renew(): Promise<void> {
    const { store, owner } = this.#settings;
    await Promise.all(
      [...this.#own].map(async ([partition, lease]) => {
        // Before the write: a slow answer must not make the lease look longer than it is.
        const deadline = this.#deadline();
        if (await store.renew({ partition, owner, until: this.#until() })) return lease.extend(deadline);
        lease.end();
        this.#own.delete(partition);
      }),
    );
  }

  async #giveBack(partition: number): Promise<void> {
    const { store, owner, drained } = this.#settings;
    const lease = this.#own.get(partition);
    if (lease === undefined) return;
    lease.end();
    this.#own.delete(partition);
    await drained(lease);
    await store.release(partition, owner);
  }

  /** Without a share from now on. */
  async #leave(): Promise<void> {
    for (const lease of this.#own.values()) lease.end();
    await Promise.all([...this.#own.keys()].map((partition) => this.#giveBack(partition)));
    await this.#settings.store.withdraw(this.#settings.owner);
  }

  #until(): Date {
    return new Date(Date.now() + this.#settings.ttlMillis);
  }

  #deadline(): number {
    return performance.now() + this.#settings.ttlMillis * USED_SHARE;
  }
}
