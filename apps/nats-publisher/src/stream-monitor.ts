import type { StreamRecords } from '@profiles/mongo-store/outbox';
import { StreamMissingError, StreamRefusedError, StreamUnavailableError } from './nats-errors.js';
import { StreamRecreatedError } from './ports.js';
import { type FoundStream, StreamSubjectsError } from './stream.js';

/** The states of a stream that are an alarm, as the metric `stream_alarm` names them. */
export const STREAM_ALARMS = ['missing', 'refused', 'unavailable', 'wrong_subjects', 'recreated'] as const;

export type StreamAlarm = (typeof STREAM_ALARMS)[number];

/** Receives what a publisher notices of its stream. */
export interface StreamObserver {
  found(stream: FoundStream): void;
  failed(error: unknown): void;
}

/** The ports of the monitor of a stream. */
export interface MonitorSettings {
  /** The name of the stream. */
  readonly stream: string;
  readonly records: StreamRecords;
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
  /** Asks the broker for the stream; the publisher then reports to this monitor. */
  readonly look: () => Promise<void>;
}

const LOOK_EVERY_MILLIS = 5_000;

/**
 * The stream counts as accepting events again after this time without a refusal. It is longer than the five seconds
 * within which a refused event is published again.
 */
const REFUSAL_MILLIS = 15_000;

const TEXTS: Readonly<Record<StreamAlarm, string>> = {
  missing: 'the stream is missing: events wait in the outbox',
  refused: 'the stream refuses events: they wait in the outbox',
  unavailable: 'JetStream does not answer: events wait in the outbox',
  wrong_subjects: 'the stream has other subjects: events wait in the outbox',
  recreated:
    'the stream was created anew and lacks earlier events: replay them, then run `npm run events -- accept-stream`',
};

/**
 * Watches the stream of a publisher. Each alarm is logged once when it begins and once when it ends, and stands in
 * readiness and in the metrics while it lasts. A stream that was created anew stays an alarm until it is accepted.
 */
export class StreamMonitor implements StreamObserver {
  readonly #settings: MonitorSettings;
  #alarm: { readonly kind: StreamAlarm; readonly error: unknown } | undefined;
  #refusedAt = Number.NEGATIVE_INFINITY;
  #acceptedCreation: string | undefined;
  #recreated: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: MonitorSettings) {
    this.#settings = settings;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#settings.look().catch(() => {}), LOOK_EVERY_MILLIS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The alarms that are on. */
  get alarms(): readonly StreamAlarm[] {
    return [
      ...(this.#alarm ? [this.#alarm.kind] : []),
      ...(this.#recreated === undefined ? [] : ['recreated' as const]),
    ];
  }

  /** @throws the error of the alarm that is on. */
  check(): void {
    if (this.#alarm !== undefined) throw this.#alarm.error;
    if (this.#recreated !== undefined) throw new StreamRecreatedError(TEXTS.recreated);
  }

  found(stream: FoundStream): void {
    const isRefusing = this.#alarm?.kind === 'refused' && performance.now() - this.#refusedAt < REFUSAL_MILLIS;
    if (!isRefusing) this.#end();
    void this.#compare(stream).catch((err: unknown) => {
      this.#settings.log.warn({ err }, 'it could not be checked whether the stream was created anew');
    });
  }

  failed(error: unknown): void {
    const kind = kindOf(error);
    if (kind === undefined) return;
    if (kind === 'refused') this.#refusedAt = performance.now();
    if (this.#alarm?.kind === kind) return;
    this.#alarm = { kind, error };
    this.#warn(kind, { err: error });
  }

  #end(): void {
    if (this.#alarm === undefined) return;
    this.#settings.log.info({ stream: this.#settings.stream, was: this.#alarm.kind }, 'the stream takes events again');
    this.#alarm = undefined;
  }

  /** Compares the creation time with that of the accepted stream. The database is read only while they differ. */
  async #compare({ created, isEmpty }: FoundStream): Promise<void> {
    if (this.#acceptedCreation === created) return;
    const { stream, records } = this.#settings;
    const accepted = await records.accepted(stream);
    const isFirst = accepted === undefined && !(isEmpty && (await records.hasPublishedEvents()));
    if (isFirst) await records.accept(stream, created);
    if (isFirst || accepted === created) {
      this.#acceptedCreation = created;
      this.#recreated = undefined;
    } else if (this.#recreated !== created) {
      this.#recreated = created;
      this.#warn('recreated', { created, accepted });
    }
  }

  #warn(state: StreamAlarm, fields: object): void {
    this.#settings.log.warn({ stream: this.#settings.stream, state, ...fields }, TEXTS[state]);
  }
}

function kindOf(error: unknown): StreamAlarm | undefined {
  if (error instanceof StreamMissingError) return 'missing';
  if (error instanceof StreamRefusedError) return 'refused';
  if (error instanceof StreamUnavailableError) return 'unavailable';
  return error instanceof StreamSubjectsError ? 'wrong_subjects' : undefined;
}
