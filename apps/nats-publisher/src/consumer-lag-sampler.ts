/** How far behind a durable consumer of the stream is. */
export interface ConsumerLag {
  readonly consumer: string;
  /** Events that were not delivered yet. */
  readonly pending: number;
  /** Events that were delivered and not acknowledged yet. */
  readonly unacknowledged: number;
}

interface Settings {
  readonly read: () => Promise<readonly ConsumerLag[]>;
  readonly onFailed: (error: unknown) => void;
}

const EVERY_MILLIS = 15_000;
/** Consumers with series of their own. Further ones are added up. */
const MAX_CONSUMERS = 200;

/** Samples the lag of the stream's durable consumers. A failure is reported once, until a sample succeeds again. */
export class ConsumerLagSampler {
  readonly #settings: Settings;
  #timer: NodeJS.Timeout | undefined;
  #lags: readonly ConsumerLag[] = [];
  #failing = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The last sample. Empty while the lag cannot be read: an old value would look like progress that stopped. */
  get lags(): readonly ConsumerLag[] {
    return this.#lags;
  }

  start(): void {
    void this.sample();
    this.#timer = setInterval(() => void this.sample(), EVERY_MILLIS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async sample(): Promise<void> {
    try {
      this.#lags = bounded(await this.#settings.read());
      this.#failing = false;
    } catch (error) {
      this.#lags = [];
      if (!this.#failing) this.#settings.onFailed(error);
      this.#failing = true;
    }
  }
}

function bounded(lags: readonly ConsumerLag[]): readonly ConsumerLag[] {
  if (lags.length <= MAX_CONSUMERS) return lags;
  const sorted = [...lags].sort((a, b) => b.pending - a.pending);
  const rest = sorted.slice(MAX_CONSUMERS);
  const sum = (of: (lag: ConsumerLag) => number) => rest.reduce((total, lag) => total + of(lag), 0);
  const other = {
    consumer: 'other',
    pending: sum(({ pending }) => pending),
    unacknowledged: sum(({ unacknowledged }) => unacknowledged),
  };
  return [...sorted.slice(0, MAX_CONSUMERS), other];
}
