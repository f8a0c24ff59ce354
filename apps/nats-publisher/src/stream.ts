import {
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream';
import { millis, nanos } from '@nats-io/nats-core';
import { isStreamMissing } from './nats-errors.js';
import { BrokerUnavailableError } from './ports.js';

export interface StreamSettings {
  readonly name: string;
  readonly subjectPrefix: string;
  /** The number of servers of a cluster that keep the events. @defaultValue 1 */
  readonly replicas?: number;
  /** The time for which the stream drops a second message with the same id, in milliseconds. @defaultValue ten minutes */
  readonly duplicateWindowMillis?: number;
  /** The age at which events are removed, in milliseconds. @defaultValue 35 days */
  readonly keptMillis?: number;
  /** The maximum size in bytes. @defaultValue no limit */
  readonly maxBytes?: number;
}

/** A stream that exists. */
export interface FoundStream {
  /** The time for which it remembers ids, in milliseconds. An operator may have changed it. */
  readonly duplicateWindowMillis: number;
  /** When it was created, as the server writes it. A stream that is created anew has another one. */
  readonly created: string;
  /** Whether it never had a message. */
  readonly isEmpty: boolean;
}

const DAY_MILLIS = 24 * 60 * 60 * 1000;
/** The contract promises 30 days (section 6). The rest is room for a consumer that is late. */
const KEPT_MILLIS = 35 * DAY_MILLIS;
/** Longer than a crash with a takeover: an acknowledged event without a mark is then sent twice with one id. */
const DUPLICATE_WINDOW_MILLIS = 10 * 60 * 1000;

/** A stream of that name exists with other subjects. An operator must decide about it. */
export class StreamSubjectsError extends BrokerUnavailableError {
  override name = 'StreamSubjectsError';
}

/** Creates the stream when it is missing. Several publishers may do so at once. An existing one is left as it is. */
export async function ensureStream(manager: JetStreamManager, settings: StreamSettings): Promise<FoundStream> {
  const found = await findStream(manager, settings);
  if (found !== undefined) return found;
  return foundStream(
    await manager.streams.add({
      name: settings.name,
      description: 'Changes of customers, kept for replay.',
      subjects: [`${settings.subjectPrefix}.>`],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      max_age: nanos(settings.keptMillis ?? KEPT_MILLIS),
      duplicate_window: nanos(settings.duplicateWindowMillis ?? DUPLICATE_WINDOW_MILLIS),
      // A full stream refuses new events, which wait in the outbox and raise an alarm. To drop the oldest instead
      // would break the promise of 30 days silently.
      discard: DiscardPolicy.New,
      max_bytes: settings.maxBytes ?? -1,
      num_replicas: settings.replicas ?? 1,
      allow_direct: true,
    }),
  );
}

/**
 * The stream, if it exists.
 * @throws {StreamSubjectsError} when it has other subjects.
 */
export async function findStream(
  manager: JetStreamManager,
  { name, subjectPrefix }: StreamSettings,
): Promise<FoundStream | undefined> {
  const wanted = `${subjectPrefix}.>`;
  try {
    const info = await manager.streams.info(name);
    const { subjects = [] } = info.config;
    if (subjects.some((subject) => covers(subject, wanted))) return foundStream(info);
    throw new StreamSubjectsError(`The stream ${name} takes ${subjects.join(', ')} instead of ${wanted}.`);
  } catch (error) {
    if (isStreamMissing(error)) return undefined;
    throw error;
  }
}

function foundStream({ config, created, state }: StreamInfo): FoundStream {
  return { duplicateWindowMillis: millis(config.duplicate_window), created, isEmpty: state.last_seq === 0 };
}

/** Whether a subject with wildcards covers another one that ends in `>`. */
function covers(subject: string, wanted: string): boolean {
  const tokens = subject.split('.');
  if (tokens.at(-1) !== '>') return false;
  const wantedTokens = wanted.split('.');
  return (
    tokens.length <= wantedTokens.length &&
    tokens.slice(0, -1).every((token, at) => token === '*' || token === wantedTokens[at])
  );
}
