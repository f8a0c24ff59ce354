import type { Backlog } from '@profiles/mongo-store/outbox';
import { ageSecondsOf } from './publisher-metrics.js';

/** The oldest event waits longer than the alarm threshold. */
class BacklogTooOldError extends Error {
  override name = 'BacklogTooOldError';
}

/** The age of the oldest event is unknown, because the outbox could not be read. */
class BacklogUnknownError extends Error {
  override name = 'BacklogUnknownError';
}

interface Settings {
  readonly read: () => Promise<Backlog>;
  readonly onSample: (backlog: Backlog) => void;
  readonly onFailed: (error: unknown) => void;
  readonly alarmSeconds: number;
}

const EVERY_MILLIS = 5_000;
/** The pause in multiples of the time of a sample. Counting a long backlog must not slow the database further. */
const PAUSE_PER_SAMPLE = 20;
const MAX_PAUSE_MILLIS = 30_000;

/** Samples the number and the age of waiting events. Counting is too expensive for every poll. */
export class BacklogSampler {
  readonly #settings: Settings;
  #last: Backlog | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  start(): void {
    void this.#sample();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** @throws {BacklogTooOldError} when the oldest event waits too long. {@link BacklogUnknownError} without a sample. */
  check(): void {
    if (this.#last === undefined) throw new BacklogUnknownError('The outbox could not be read.');
    const age = ageSecondsOf(this.#last);
    if (age > this.#settings.alarmSeconds) throw new BacklogTooOldError(`The oldest event has waited for ${age} s.`);
  }

  async #sample(): Promise<void> {
    const start = performance.now();
    try {
      this.#last = await this.#settings.read();
      this.#settings.onSample(this.#last);
    } catch (error) {
      this.#last = undefined;
      this.#settings.onFailed(error);
    }
    const pause = Math.max(EVERY_MILLIS, (performance.now() - start) * PAUSE_PER_SAMPLE);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#sample(), Math.min(pause, MAX_PAUSE_MILLIS));
  }
}
