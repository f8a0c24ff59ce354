import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@profiles/contracts';
import { ensureSubscriberStreams } from '@profiles/events';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { backOffMillis, KeptConnection, type NatsSettings, waited } from '@profiles/nats-connection';
import { Acknowledgements } from './acknowledgements.js';
import { type BatchedMessage, publishAtomically } from './atomic-batch.js';
import type { ConsumerLag } from './consumer-lag-sampler.js';
import { messageOf } from './customer-event-message.js';
import { headerLines, messageHeaders } from './message-headers.js';
import { StreamMissingError, StreamRefusedError, translatedApiError, translatedNatsError } from './nats-errors.js';
import {
  type BatchedEvent,
  type BatchPublisher,
  BatchRefusedError,
  BrokerUnavailableError,
  UnpublishableEventError,
} from './ports.js';
import { isStored, type StoredChanges, storedChanges } from './stored-changes.js';
import { ensureStream, type FoundStream, findStream, type StreamSettings } from './stream.js';
import type { StreamObserver } from './stream-monitor.js';

export interface JetStreamSettings {
  readonly nats: NatsSettings;
  readonly stream: StreamSettings;
  /** Called when publishing has become possible or impossible. */
  readonly onChange: () => void;
  readonly log: PublisherLog;
  /**
   * The time that the age of an event is judged by.
   * @defaultValue the clock of this process
   */
  readonly now?: () => Date;
  /** Receives the state of the stream. Absent: failures are logged. */
  readonly observer?: StreamObserver;
  /** Sent with every message. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PublisherLog {
  info(text: string): void;
  warn(fields: object, text: string): void;
}

const NOTHING_STORED: Promise<StoredChanges> = Promise.resolve(new Map());
const PUBLISH_TIMEOUT_MILLIS = 5_000;
/** The time, in milliseconds, for which a new stream waits for three servers of a cluster. A cluster starts in seconds. */
const FEW_SERVERS_MILLIS = 30_000;
/** Less than the three seconds in which readiness answers. */
const API_TIMEOUT_MILLIS = 2_000;

interface Session {
  readonly connection: NatsConnection;
  readonly acknowledgements: Acknowledgements;
  readonly manager: JetStreamManager;
}

/** Publishes to the stream. Keeps the connection and creates the stream when it is missing. */
export class JetStreamPublisher implements BatchPublisher {
  readonly #settings: JetStreamSettings;
  readonly #connection: KeptConnection;
  /** The lines of the headers that every message has. */
  readonly #sameHeaders: string;
  /** Rejects the requests in flight when the connection is lost. */
  readonly #unanswered = new Set<(reason: Error) => void>();
  #session: Session | undefined;
  #stream: FoundStream | undefined;
  #ensuring: Promise<void> | undefined;
  #lastFailure: string | undefined;

  constructor(settings: JetStreamSettings) {
    this.#settings = settings;
    this.#sameHeaders = headerLines({ 'Nats-Expected-Stream': settings.stream.name, ...settings.headers });
    this.#connection = new KeptConnection(settings.nats, {
      onUp: (connection) => void this.#open(connection),
      onDown: () => this.#lost(),
      onFailed: (error) => this.#unreachable(error),
      onRefused: (subject, error) => this.#session?.acknowledgements.refused(subject, error),
    });
  }

  start(): void {
    this.#connection.start();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** Whether there is a connection and a stream. */
  get isReady(): boolean {
    return this.#session !== undefined && this.#stream !== undefined;
  }

  get takesBatches(): boolean {
    return this.#stream?.takesBatches === true;
  }

  async publish(event: OutboxEvent, { maybePublished }: { maybePublished: boolean }): Promise<{ duplicate: boolean }> {
    const message = this.#messageOf(event);
    return this.#noticing(async (session) => {
      const doubtful = maybePublished && this.#isForgotten(event) ? [event] : [];
      if (isStored(event, await this.#storedOf(session, doubtful))) return { duplicate: true };
      const { subject, body } = message;
      const sent = await session.acknowledgements.publish({ subject, body, headers: messageHeaders(message.headers) });
      return { duplicate: sent.duplicate === true };
    });
  }

  async publishBatch(events: readonly BatchedEvent[]): Promise<readonly { duplicate: boolean }[]> {
    const messages = events.map(({ event }) => this.#messageOf(event));
    return this.#noticing(async (session) => {
      const doubtful = events.filter(({ event, maybePublished }) => maybePublished && this.#isForgotten(event));
      const stored = await this.#storedOf(
        session,
        doubtful.map(({ event }) => event),
      );
      const duplicates = events.map(({ event }) => isStored(event, stored));
      const missing = messages.filter((_, at) => duplicates[at] !== true);
      if (missing.length > 0) await publishAtomically(missing, session);
      return duplicates.map((duplicate) => ({ duplicate }));
    });
  }

  /** @throws {UnpublishableEventError} */
  #messageOf(event: OutboxEvent): BatchedMessage {
    const { subject, body, headers } = messageOf(event, this.#settings.stream.subjectPrefix);
    const most = this.#session?.connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    // The headers count too. They have a few hundred bytes at most.
    if (body.length + 1_024 > most) throw new UnpublishableEventError('The event is larger than the broker allows.');
    const lines = headerLines(headers) + headerLines({ 'Nats-Msg-Id': event.id }) + this.#sameHeaders;
    return { subject, body, headers: lines };
  }

  /** Publishes, translates the error, and tells the observer of it. */
  async #noticing<T>(publish: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#connected();
    if (this.#stream === undefined) throw new StreamMissingError('The stream is missing.');
    try {
      return await publish(session);
    } catch (error) {
      if (error instanceof BatchRefusedError) throw error;
      const translated = translatedNatsError(error);
      this.#settings.observer?.failed(translated);
      if (translated instanceof StreamMissingError) this.#ensure();
      throw translated;
    }
  }

  /** Whether the event is so old that the stream may not remember its id. */
  #isForgotten({ occurredAt }: OutboxEvent): boolean {
    const now = this.#settings.now?.() ?? new Date();
    return now.getTime() - occurredAt.getTime() > (this.#stream?.duplicateWindowMillis ?? 0) / 2;
  }

  /** @throws {BrokerUnavailableError} */
  checkConnection(): void {
    this.#connected();
  }

  /** @throws when the stream is missing, which is then created, or when it is of no use. */
  async checkStream(): Promise<void> {
    const { manager } = this.#connected();
    const { observer, stream } = this.#settings;
    try {
      const found = await this.#unlessLost(findStream(manager, stream));
      if (found !== undefined) {
        // An operator may have changed it.
        if (this.#stream !== undefined) this.#stream = found;
        return observer?.found(found);
      }
      throw new StreamMissingError('The stream is missing.');
    } catch (error) {
      const translated = translatedApiError(error);
      observer?.failed(translated);
      if (translated instanceof StreamMissingError) this.#ensure();
      throw translated;
    }
  }

  /** The lag of the durable consumers. Empty without a connection. */
  async consumerLags(): Promise<ConsumerLag[]> {
    if (this.#session === undefined) return [];
    const lags: ConsumerLag[] = [];
    for await (const { config, name, num_pending, num_ack_pending } of this.#session.manager.consumers.list(
      this.#settings.stream.name,
    )) {
      if (config.durable_name === undefined) continue;
      lags.push({ consumer: name, pending: num_pending, unacknowledged: num_ack_pending });
    }
    return lags;
  }

  #storedOf({ manager }: Session, events: readonly OutboxEvent[]): Promise<StoredChanges> {
    return events.length === 0
      ? NOTHING_STORED
      : this.#unlessLost(storedChanges(manager, this.#settings.stream, events));
  }

  /** Rejects as soon as the connection is lost, instead of at the time-out. */
  #unlessLost<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#unanswered.add(reject);
      answer.then(resolve, reject).finally(() => this.#unanswered.delete(reject));
    });
  }

  #connected(): Session {
    if (this.#session === undefined) throw new BrokerUnavailableError('The broker can not be reached.');
    return this.#session;
  }

  /** Logs each reason once per outage: the connection is tried again every few seconds. */
  #unreachable(err: unknown): void {
    const reason = err instanceof Error ? err.message : String(err);
    if (reason !== this.#lastFailure) this.#settings.log.warn({ err }, 'the broker can not be reached');
    this.#lastFailure = reason;
  }

  async #open(connection: NatsConnection): Promise<void> {
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: API_TIMEOUT_MILLIS });
    if (this.#connection.current !== connection) return;
    this.#lastFailure = undefined;
    this.#session?.acknowledgements.close(new BrokerUnavailableError('The connection to the broker was lost.'));
    const acknowledgements = new Acknowledgements(connection, { timeoutMillis: PUBLISH_TIMEOUT_MILLIS });
    this.#session = { connection, acknowledgements, manager };
    this.#settings.log.info('connected to the broker');
    this.#ensure();
  }

  #lost(): void {
    const error = new BrokerUnavailableError('The connection to the broker was lost.');
    this.#session?.acknowledgements.close(error);
    this.#session = undefined;
    this.#stream = undefined;
    for (const end of this.#unanswered) end(error);
    this.#settings.log.warn({}, 'the connection to the broker was lost');
    this.#settings.onChange();
  }

  /** Runs once at a time, however many publishes find the stream missing. */
  #ensure(): void {
    this.#stream = undefined;
    this.#ensuring ??= this.#ensureUntilThere().finally(() => {
      this.#ensuring = undefined;
      // The connection may have come back just after the last try.
      if (this.#session !== undefined && this.#stream === undefined) this.#ensure();
      this.#settings.onChange();
    });
  }

  /** Subscribers may create neither the stream of dead letters nor the bucket of positions. Publishing needs neither. */
  async #ensureForSubscribers(manager: JetStreamManager, replicas: number): Promise<void> {
    const { stream, log } = this.#settings;
    if (stream.name !== EVENT_STREAM) return;
    await ensureSubscriberStreams(manager, replicas).catch((error) =>
      log.warn({ err: error }, 'what subscribers need could not be created: dead letters and positions'),
    );
  }

  async #ensureUntilThere(): Promise<void> {
    const { stream, log, observer } = this.#settings;
    const start = performance.now();
    for (let failures = 0; this.#session !== undefined; failures += 1) {
      try {
        const { manager } = this.#session;
        const found = await ensureStream(manager, stream, performance.now() - start > FEW_SERVERS_MILLIS);
        this.#stream = found;
        observer?.found(found);
        void this.#ensureForSubscribers(manager, found.replicas);
        return log.info(`the stream ${stream.name} exists, on ${found.replicas} of the servers`);
      } catch (error) {
        if (observer === undefined) log.warn({ err: error }, 'the stream could not be created');
        else observer.failed(missingUnlessKnown(translatedApiError(error)));
        await waited(backOffMillis(failures));
      }
    }
  }
}

/** A refused creation, for example because storage is short, means that the stream is still missing. */
function missingUnlessKnown(error: unknown): unknown {
  if (!(error instanceof StreamRefusedError)) return error;
  return new StreamMissingError(`The stream can not be created: ${error.message}`, { cause: error });
}
