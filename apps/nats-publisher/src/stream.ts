import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream';
import { millis, nanos } from '@nats-io/nats-core';
import { isStreamMissing, StreamUnavailableError } from './nats-errors.js';
import { BrokerUnavailableError } from './ports.js';

export interface StreamSettings {
  readonly name: string;
  readonly subjectPrefix: string;
  /**
   * The number of servers of a cluster that keep the events: 1, 3 or 5.
   * @defaultValue {@link CLUSTER_REPLICAS} where the cluster has as many servers, otherwise 1
   */
  readonly replicas?: number | undefined;
  /** The servers that may keep the events. @defaultValue any of the cluster of this connection */
  readonly placement?: StreamPlacement | undefined;
  /** The time for which the stream drops a second message with the same id, in milliseconds. @defaultValue ten minutes */
  readonly duplicateWindowMillis?: number;
  /** The age at which events are removed, in milliseconds. @defaultValue 35 days */
  readonly keptMillis?: number;
  /** The maximum size in bytes. @defaultValue no limit */
  readonly maxBytes?: number;
}

/** A choice of servers: those of a cluster, or those with all of the tags (`server_tags` of nats-server). */
export interface StreamPlacement {
  readonly cluster?: string;
  readonly tags?: readonly string[];
}

/** A stream that exists. */
export interface FoundStream {
  /** The time for which it remembers ids, in milliseconds. An operator may have changed it. */
  readonly duplicateWindowMillis: number;
  /** When it was created, as the server writes it. A stream that is created anew has another one. */
  readonly created: string;
  /** Whether it never had a message. */
  readonly isEmpty: boolean;
  /** Whether it takes atomic batches (`allow_atomic`, nats-server 2.12). */
  readonly takesBatches: boolean;
  /** The number of servers that keep the events. */
  readonly replicas: number;
}

const DAY_MILLIS = 24 * 60 * 60 * 1000;
/** The contract promises 30 days (section 6). The rest is room for a consumer that is late. */
const KEPT_MILLIS = 35 * DAY_MILLIS;
/** Longer than a crash with a takeover: an acknowledged event without a mark is then sent twice with one id. */
const DUPLICATE_WINDOW_MILLIS = 10 * 60 * 1000;

/** With three replicas a stream survives the loss of one server: two of three are a majority. */
const CLUSTER_REPLICAS = 3;

/** "replicas > 1 not supported in non-clustered mode" */
const NO_CLUSTER = 10074;
/** "no suitable peers for placement": fewer servers are there than replicas were requested. */
const TOO_FEW_SERVERS = 10005;

/** A stream of that name exists with other subjects. An operator must decide about it. */
export class StreamSubjectsError extends BrokerUnavailableError {
  override name = 'StreamSubjectsError';
}

/**
 * Creates the stream when it is missing. Several publishers may do so at once. An existing one is left as it is.
 *
 * @param acceptsFewServers - whether one replica will do where a cluster has fewer servers than replicas. A cluster that
 *   starts has fewer at first.
 */
export async function ensureStream(
  manager: JetStreamManager,
  settings: StreamSettings,
  acceptsFewServers: boolean,
): Promise<FoundStream> {
  const found = await findStream(manager, settings);
  if (found !== undefined) return found;
  if (settings.replicas !== undefined) return created(manager, settings, settings.replicas);
  try {
    return await created(manager, settings, CLUSTER_REPLICAS);
  } catch (error) {
    const code = error instanceof JetStreamApiError ? error.code : 0;
    if (code === NO_CLUSTER || (code === TOO_FEW_SERVERS && acceptsFewServers)) return created(manager, settings, 1);
    throw error;
  }
}

async function created(manager: JetStreamManager, settings: StreamSettings, replicas: number): Promise<FoundStream> {
  const { placement } = settings;
  const info = await manager.streams.add({
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
    num_replicas: replicas,
    ...(placement && { placement: { cluster: placement.cluster ?? '', tags: [...(placement.tags ?? [])] } }),
    allow_direct: true,
    // Servers before 2.12 leave it out.
    allow_atomic: true,
  });
  return foundStream(info);
}

/**
 * The stream, if it exists.
 * @throws {StreamSubjectsError} when it has other subjects.
 * @throws {StreamUnavailableError} when no server leads it. A cluster without a quorum still describes such a stream.
 */
export async function findStream(
  manager: JetStreamManager,
  { name, subjectPrefix }: StreamSettings,
): Promise<FoundStream | undefined> {
  const wanted = `${subjectPrefix}.>`;
  try {
    const info = await manager.streams.info(name);
    if (info.cluster !== undefined && !info.cluster.leader) {
      throw new StreamUnavailableError(`No server leads the stream ${name}.`);
    }
    const { subjects = [] } = info.config;
    if (subjects.some((subject) => covers(subject, wanted))) return foundStream(info);
    throw new StreamSubjectsError(`The stream ${name} takes ${subjects.join(', ')} instead of ${wanted}.`);
  } catch (error) {
    if (isStreamMissing(error)) return undefined;
    throw error;
  }
}

function foundStream({ config, created, state }: StreamInfo): FoundStream {
  return {
    duplicateWindowMillis: millis(config.duplicate_window),
    created,
    isEmpty: state.last_seq === 0,
    takesBatches: config.allow_atomic === true,
    replicas: config.num_replicas,
  };
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
