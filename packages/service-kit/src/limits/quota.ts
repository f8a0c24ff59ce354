import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type LimitSync, type LocalUse, MAX_EXCHANGE_MILLIS, sharedKey } from './limit-sync.js';

export interface QuotaSettings {
  /** The name of the quota, the same in all processes. */
  readonly name: string;
  /** Uses in one window. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** Absent: this process counts by itself. */
  readonly sync?: LimitSync | undefined;
}

/** The state of a quota after a use. */
export interface QuotaState {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Whole seconds until the quota is full again, at least one: the value of `Retry-After`. */
  readonly seconds: number;
}

/** All processes together may exceed a limit by this part. */
const TOLERANCE = 0.05;
/** Ended windows are forgotten when there are more keys than this. */
const MAX_KEYS = 10_000;
/** Exchanges that a use waits for at most: after that it is decided by what is known here. */
const MAX_WAITS = 4;

/**
 * A quota that several processes share. Each use is decided in the memory of this process; the uses of the others arrive with
 * the exchanges of {@link LimitSync}.
 *
 * Between two exchanges a process counts at most its part of the tolerance, 5 % divided by the number of processes. Beyond it
 * a use waits for the exchange in flight, which all waiting uses share. So all of them together exceed the limit by 5 % at
 * most. Where that part is less than one use (limits below 80 with four processes), each use waits for its exchange, and
 * nothing is exceeded.
 */
export class Quota {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly #name: string;
  readonly #memory: RateLimiterMemory;
  readonly #sync: LimitSync | undefined;
  readonly #uses = new Map<string, LocalUse>();

  constructor({ name, limit, windowSeconds, sync }: QuotaSettings) {
    this.limit = limit;
    this.windowSeconds = windowSeconds;
    this.#name = name;
    this.#sync = sync;
    this.#memory = new RateLimiterMemory({ points: limit, duration: windowSeconds });
  }

  /** Uses part of the quota. A use that is not allowed is not counted. */
  async use(key: string, cost: number): Promise<QuotaState> {
    if (this.#sync === undefined) return this.#consume(key, cost);
    const use = this.#useOf(key);
    const unconfirmed = Math.floor((this.limit * TOLERANCE) / this.#sync.processes);
    const isAhead = () => {
      const pending = use.counted + use.inFlight + use.deciding;
      return unconfirmed > 0 && pending > 0 && pending + cost > unconfirmed;
    };
    // All uses that wait go on together, so each looks again.
    for (let waits = 0; waits < MAX_WAITS && isAhead(); waits++) await this.#sync.exchanged();
    use.deciding += cost;
    const state = await this.#consume(key, cost).finally(() => {
      use.deciding -= cost;
    });
    if (!state.allowed) return state;
    this.#sync.count(use, cost);
    if (unconfirmed > 0) return state;
    // Longer than the other calls: waiting is what makes a small limit hold.
    await this.#sync.exchanged(MAX_EXCHANGE_MILLIS);
    return (await this.state(key)) ?? state;
  }

  /** Takes a use back. */
  async takeBack(key: string, cost: number): Promise<void> {
    await this.#memory.reward(key, cost);
    this.#sync?.count(this.#useOf(key), -cost);
  }

  /** The state of a quota that was used before. */
  async state(key: string): Promise<QuotaState | undefined> {
    const found = await this.#memory.get(key);
    return found === null ? undefined : this.#stateOf(found, found.consumedPoints <= this.limit);
  }

  /** Learns from another process that the quota is used up for this time. */
  async usedUp(key: string, seconds: number): Promise<QuotaState | undefined> {
    await this.#memory.set(key, this.limit + 1, seconds);
    return this.state(key);
  }

  async #consume(key: string, cost: number): Promise<QuotaState> {
    try {
      return this.#stateOf(await this.#memory.consume(key, cost), true);
    } catch (error) {
      if (error instanceof RateLimiterRes) return this.#stateOf(error, false);
      throw error;
    }
  }

  #stateOf({ msBeforeNext, remainingPoints }: RateLimiterRes, allowed: boolean): QuotaState {
    return { allowed, remaining: remainingPoints, seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
  }

  #useOf(key: string): LocalUse {
    const known = this.#uses.get(key);
    if (known !== undefined) return known;
    if (this.#uses.size >= MAX_KEYS) this.#forgetEnded();
    const use: LocalUse = {
      key: sharedKey(this.#name, key),
      windowMillis: this.windowSeconds * 1000,
      counted: 0,
      inFlight: 0,
      deciding: 0,
      endsAt: undefined,
      onTotal: ({ total, remainingMillis }) => {
        use.endsAt = performance.now() + remainingMillis;
        void this.#memory.set(key, Math.max(0, total + use.counted), Math.max(1, remainingMillis) / 1000);
      },
    };
    this.#uses.set(key, use);
    return use;
  }

  #forgetEnded(): void {
    const now = performance.now();
    for (const [key, { counted, inFlight, endsAt = Number.POSITIVE_INFINITY }] of this.#uses) {
      if (counted === 0 && inFlight === 0 && endsAt < now) this.#uses.delete(key);
    }
  }
}
