import type { Backlog } from '@profiles/mongo-store/outbox';
import { ageSecondsOf } from './publisher-metrics.js';

/** Events wait for longer than they may. */
class BacklogTooOldError extends Error {
  override name = 'BacklogTooOldError';
}

/** Nobody knows how long events wait, since the outbox could not be read for too long. */
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
/** Counting a long backlog takes time, just when the database has none to spare: it gets a small share of it. */
const PAUSE_PER_SAMPLE = 20;
const MAX_PAUSE_MILLIS = 30_000;

/** Looks from time to time at how much waits. Counting costs too much to do it with every poll. */
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

  /** Throws when the oldest event waits for too long. A sample grows older as its event does. */
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
