import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/transport-node';
import { type CustomerChangedData, customerChangedEvent, EVENT_STREAM } from '@profiles/contracts';
import { ensureSubscriberStreams } from '@profiles/events';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { backOffMillis, waited } from './back-off.js';
import type { ConsumerLag } from './consumer-lag-sampler.js';
import { type CustomerEventMessage, messageOf } from './customer-event-message.js';
import { KeptConnection, type NatsSettings } from './nats-connection.js';
import { StreamMissingError, StreamRefusedError, translatedApiError, translatedNatsError } from './nats-errors.js';
import { BrokerUnavailableError, type MessagePublisher, UnpublishableEventError } from './ports.js';
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

const PUBLISH_TIMEOUT_MILLIS = 5_000;
/** Less than the three seconds in which readiness answers. */
const API_TIMEOUT_MILLIS = 2_000;

interface Session {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
}

/** Publishes to the stream. Keeps the connection and creates the stream when it is missing. */
export class JetStreamPublisher implements MessagePublisher {
  readonly #settings: JetStreamSettings;
  readonly #connection: KeptConnection;
  /** Rejects the requests in flight when the connection is lost. */
  readonly #unanswered = new Set<(reason: Error) => void>();
  #session: Session | undefined;
  #stream: FoundStream | undefined;
  #ensuring: Promise<void> | undefined;
  #lastFailure: string | undefined;

  constructor(settings: JetStreamSettings) {
    this.#settings = settings;
    this.#connection = new KeptConnection(settings.nats, {
      onUp: (connection) => void this.#open(connection),
      onDown: () => this.#lost(),
      onFailed: (error) => this.#unreachable(error),
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

  async publish(event: OutboxEvent, { maybePublished }: { maybePublished: boolean }): Promise<{ duplicate: boolean }> {
    const message = messageOf(event, this.#settings.stream.subjectPrefix);
    const session = this.#connected();
    if (this.#stream === undefined) throw new StreamMissingError('The stream is missing.');
    const most = session.connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    // The headers count too. They have a few hundred bytes at most.
    if (message.body.length + 1_024 > most)
      throw new UnpublishableEventError('The event is larger than the broker allows.');
    const now = this.#settings.now?.() ?? new Date();
    const isForgotten = now.getTime() - event.occurredAt.getTime() > this.#stream.duplicateWindowMillis / 2;
    try {
      if (maybePublished && isForgotten && (await this.#unlessLost(this.#hasEvent(session, message.subject, event)))) {
        return { duplicate: true };
      }
      return await this.#unlessLost(this.#send(session, message, event.id));
    } catch (error) {
      const translated = translatedNatsError(error);
      this.#settings.observer?.failed(translated);
      if (translated instanceof StreamMissingError) this.#ensure();
      throw translated;
    }
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
      if (found !== undefined) return observer?.found(found);
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

  /** A customer's events are in the stream in order, so the last one stands for all before it. */
  async #hasEvent({ manager }: Session, subject: string, { data }: OutboxEvent): Promise<boolean> {
    const last = await manager.streams.getMessage(this.#settings.stream.name, { last_by_subj: subject });
    const found = customerChangedEvent.safeParse(parsedJson(last?.string()));
    return found.success && !isNewer(data, found.data.data);
  }

  #send({ client }: Session, { subject, body, headers: fields }: CustomerEventMessage, msgID: string) {
    const messageHeaders = headers();
    for (const [name, value] of Object.entries({ ...fields, ...this.#settings.headers }))
      messageHeaders.set(name, value);
    return client.publish(subject, body, {
      msgID,
      headers: messageHeaders,
      timeout: PUBLISH_TIMEOUT_MILLIS,
      expect: { streamName: this.#settings.stream.name },
    });
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
    this.#session = { connection, client: jetstream(connection), manager };
    this.#settings.log.info('connected to the broker');
    this.#ensure();
  }

  #lost(): void {
    this.#session = undefined;
    this.#stream = undefined;
    for (const end of this.#unanswered) end(new BrokerUnavailableError('The connection to the broker was lost.'));
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
  async #ensureForSubscribers(manager: JetStreamManager): Promise<void> {
    const { stream, log } = this.#settings;
    if (stream.name !== EVENT_STREAM) return;
    await ensureSubscriberStreams(manager, stream.replicas).catch((error) =>
      log.warn({ err: error }, 'what subscribers need could not be created: dead letters and positions'),
    );
  }

  async #ensureUntilThere(): Promise<void> {
    const { stream, log, observer } = this.#settings;
    for (let failures = 0; this.#session !== undefined; failures += 1) {
      try {
        const { manager } = this.#session;
        const found = await ensureStream(manager, stream);
        this.#stream = found;
        observer?.found(found);
        void this.#ensureForSubscribers(manager);
        return log.info(`the stream ${stream.name} exists`);
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

/** After a restore from a backup revisions repeat, so the epoch is compared first (contract, section 6). */
function isNewer(event: CustomerChangedData, other: CustomerChangedData): boolean {
  return event.epoch === other.epoch ? event.revision > other.revision : event.epoch > other.epoch;
}

/** Other clients with the permission may have put anything into the stream. */
function parsedJson(text: string | undefined): unknown {
  try {
    return text && JSON.parse(text);
  } catch {
    return undefined;
  }
}
