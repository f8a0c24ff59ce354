import type { JetStreamManager } from '@nats-io/jetstream';
import { millis } from '@nats-io/nats-core';

/** A consumer is so far behind that the stream will soon drop events it has not handled. */
export interface RetentionWarning {
  /** When the oldest waiting event was stored. */
  readonly oldestAt: Date;
  /** When the stream may drop it. */
  readonly leavesAt: Date;
  /** How many events wait. */
  readonly events: number;
}

const DAY_MILLIS = 86_400_000;
/** Contract, section 6: events are kept for at least 30 days. */
const PROMISED_MILLIS = 30 * DAY_MILLIS;
/** The part of the retention after which a warning is due: six days before the end of 30. */
const WARNED_PART = 0.8;
/** Between two looks at the oldest event: a minute, less for a stream that keeps its events for a short time. */
const LONGEST_INTERVAL_MILLIS = 60_000;
const LOOKS_PER_RETENTION = 20;
/** The warning is repeated while its cause lasts. */
const REPEAT_MILLIS = 3_600_000;

export interface RetentionSources {
  readonly manager: JetStreamManager;
  readonly stream: string;
  /** The oldest event that waits, and how many there are. */
  readonly oldest: () => Promise<{ readonly at: Date | undefined; readonly events: number }>;
  readonly warn: (warning: RetentionWarning) => void;
  readonly onError: (error: unknown) => void;
}

/** Warns before events that were not handled leave the stream. */
export class RetentionWatch {
  readonly #sources: RetentionSources;
  #retentionMillis: number | undefined;
  #warnedAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(sources: RetentionSources, retentionMillis?: number) {
    this.#sources = sources;
    this.#retentionMillis = retentionMillis;
  }

  start(): void {
    void this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    this.#retentionMillis ??= await retentionOf(this.#sources);
    const retention = this.#retentionMillis;
    try {
      const { at, events } = await this.#sources.oldest();
      if (at !== undefined && Date.now() - at.getTime() > retention * WARNED_PART) this.#warn(at, events, retention);
      else this.#warnedAt = undefined;
    } catch (error) {
      if (!this.#isStopped) this.#sources.onError(error);
    }
    if (this.#isStopped) return;
    const interval = Math.min(LONGEST_INTERVAL_MILLIS, retention / LOOKS_PER_RETENTION);
    this.#timer = setTimeout(() => void this.#look(), interval);
    this.#timer.unref();
  }

  #warn(oldestAt: Date, events: number, retention: number): void {
    const now = performance.now();
    if (this.#warnedAt !== undefined && now - this.#warnedAt < REPEAT_MILLIS) return;
    this.#warnedAt = now;
    this.#sources.warn({ oldestAt, leavesAt: new Date(oldestAt.getTime() + retention), events });
  }
}

/** The retention of the stream, where this user may read it; otherwise that of the contract. */
async function retentionOf({ manager, stream }: RetentionSources): Promise<number> {
  const { max_age } = await manager.streams.info(stream).then(
    ({ config }) => config,
    () => ({ max_age: 0 }),
  );
  return max_age === 0 ? PROMISED_MILLIS : millis(max_age);
}
