import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SharedCounts, TotalUse } from './shared-counts.js';

/** The uses of one key that this process counted. */
export interface LocalUse {
  readonly key: string;
  readonly windowMillis: number;
  /** Not sent yet. */
  counted: number;
  /** Sent, and not confirmed yet. */
  inFlight: number;
  /** Uses of this process that are being decided. */
  deciding: number;
  /** When the window ends, on the monotonic clock. Undefined before the first exchange. */
  endsAt: number | undefined;
  /** Receives the total of all processes. Uses that were counted since it was sent are to be added. */
  readonly onTotal: (total: TotalUse) => void;
}

export interface LimitSyncSettings {
  readonly counts: SharedCounts;
  /** Called after each exchange. */
  readonly onExchange?: ((result: 'ok' | 'failed') => void) | undefined;
}

/** The pause between two exchanges, in milliseconds. */
const EVERY_MILLIS = 100;
/** A call waits at most this long for an exchange, in milliseconds, unless it says otherwise. */
const MAX_WAIT_MILLIS = 250;
/** An exchange that takes longer has failed, in milliseconds. */
export const MAX_EXCHANGE_MILLIS = 2_000;
/** After a failure no call waits for this time, in milliseconds. */
const INSURANCE_MILLIS = 2_000;
const ANNOUNCE_MILLIS = 10_000;
/** Assumed until the processes have been counted. */
const ASSUMED_PROCESSES = 4;

/**
 * Adds up the uses that the processes count, in the background: one exchange for all keys, at most every 100 milliseconds, and
 * none while there is nothing to send. While the shared store is lost each process counts by itself, and what it counted is
 * sent later.
 */
export class LimitSync {
  readonly #settings: LimitSyncSettings;
  readonly #id = randomUUID();
  readonly #changed = new Set<LocalUse>();
  #timer: NodeJS.Timeout | undefined;
  /** The last exchange that began. One runs at a time. */
  #running: Promise<void> = Promise.resolve();
  /** The exchange that has not begun: it takes everything that is counted until then. */
  #next: Promise<void> | undefined;
  #insuredUntil = 0;
  #announcedAt = Number.NEGATIVE_INFINITY;
  #processes = ASSUMED_PROCESSES;

  constructor(settings: LimitSyncSettings) {
    this.#settings = settings;
  }

  /** The number of processes that count, this one included. */
  get processes(): number {
    return this.#processes;
  }

  /** Counts a use, to be sent with the next exchange. */
  count(use: LocalUse, amount: number): void {
    use.counted += amount;
    this.#changed.add(use);
    this.#timer ??= setTimeout(() => void this.#exchangeSoon(), EVERY_MILLIS).unref();
  }

  /**
   * Resolves when everything that was counted before has been exchanged. All calls that wait share one exchange. Resolves
   * without it when the shared store is lost or slow: a call is never refused because of that.
   * @param maxMillis the longest wait, in milliseconds
   */
  async exchanged(maxMillis = MAX_WAIT_MILLIS): Promise<void> {
    if (performance.now() < this.#insuredUntil) return;
    await Promise.race([this.#exchangeSoon(), delay(maxMillis, undefined, { ref: false })]);
  }

  /** Sends what is left, for a process that stops. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.exchanged();
  }

  #exchangeSoon(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#running = this.#exchange();
      return this.#running;
    });
    return this.#next;
  }

  async #exchange(): Promise<void> {
    const uses = [...this.#changed];
    if (uses.length === 0) return;
    this.#changed.clear();
    for (const use of uses) {
      use.inFlight = use.counted;
      use.counted = 0;
    }
    const { counts, onExchange } = this.#settings;
    try {
      const sent = uses.map(({ key, inFlight, windowMillis }) => ({ key, amount: inFlight, windowMillis }));
      const totals = await withinLimit(counts.add(sent));
      for (const use of uses) {
        use.inFlight = 0;
        const total = totals.get(use.key);
        if (total !== undefined) use.onTotal(total);
      }
      onExchange?.('ok');
      void this.#announce().catch(() => undefined);
    } catch {
      // It may have been counted: then the callers get a little less, and never more.
      for (const use of uses) {
        use.counted += use.inFlight;
        use.inFlight = 0;
        this.#changed.add(use);
      }
      this.#insuredUntil = performance.now() + INSURANCE_MILLIS;
      this.#timer ??= setTimeout(() => void this.#exchangeSoon(), INSURANCE_MILLIS).unref();
      onExchange?.('failed');
    }
  }

  async #announce(): Promise<void> {
    if (performance.now() - this.#announcedAt < ANNOUNCE_MILLIS) return;
    this.#announcedAt = performance.now();
    this.#processes = Math.max(1, await this.#settings.counts.announce(this.#id));
  }
}

/** @throws when the exchange takes too long: a connection that hangs must not hold the counts. */
async function withinLimit<T>(exchange: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const tooLong = delay(MAX_EXCHANGE_MILLIS, undefined, { ref: false, signal: ended.signal }).then(() => {
    throw new Error('The shared counts took too long.');
  });
  try {
    return await Promise.race([exchange, tooLong]);
  } finally {
    // The loser of the race must not end the process with an unhandled rejection.
    tooLong.catch(() => undefined);
    exchange.catch(() => undefined);
    ended.abort();
  }
}

/** The name of a shared count. It is a digest, because usernames and addresses are personal data. */
export function sharedKey(quota: string, key: string): string {
  return createHash('sha256').update(`${quota}/${key}`).digest('base64url');
}
