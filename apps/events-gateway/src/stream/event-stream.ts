import { createHash, randomUUID } from 'node:crypto';
import {
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { FIRST_EPOCH } from '@profiles/contracts';
import { backOffMillis, KeptConnection, type NatsSettings, waited } from '@profiles/nats-connection';
import { INACTIVE_MILLIS } from './inactive-consumers.js';
import { isRewound, markOf } from './message-mark.js';
import { RecentEvents, type StreamEvent, type WindowLimits } from './recent-events.js';
import { StreamUnreadableError } from './stream-errors.js';
import { eventIn } from './stream-event.js';

/** The name of a stream, and the first tokens of its subjects. */
export interface StreamName {
  readonly name: string;
  readonly subjectPrefix: string;
}

export interface EventStreamSettings {
  readonly nats: NatsSettings;
  readonly stream: StreamName;
  /** The size of the window. @defaultValue 20 000 events, 16 MiB */
  readonly window?: WindowLimits | undefined;
  readonly log: { info(text: string): void; warn(fields: object, text: string): void };
}

/** A stream as far as it was read. */
export interface StreamHead {
  /** Identifies the stream: one that was deleted and created anew has another one. */
  readonly incarnation: bigint;
  /** The highest epoch of its newest events. */
  readonly epoch: number;
  readonly recent: RecentEvents;
}

/** Receives the events of the stream as they come. */
export interface StreamObserver {
  event(event: StreamEvent): void;
  /** The stream is another one, or the database was restored: positions of before have lost their meaning. */
  reset(): void;
}

/** A connection to the broker on which the stream can be read. */
export interface StreamSession {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
}

/**
 * The newest events that a process reads when it starts. The highest epoch among them is the current one: `new-epoch` of the
 * publisher looks at as many (ADR 0025).
 */
const PRELOADED_EVENTS = 1_000;
/** How often the process looks whether the stream is still the same, in milliseconds. */
const LOOK_EVERY_MILLIS = 2_000;
const API_TIMEOUT_MILLIS = 5_000;

/**
 * The one read of the stream in this process: every feed, listener and wait is served from it. It follows the stream with an
 * ordered consumer, which keeps no state on the server, and holds the newest events.
 */
export class EventStream {
  readonly #settings: EventStreamSettings;
  readonly #connection: KeptConnection;
  readonly #observers: StreamObserver[] = [];
  readonly #closed = new AbortController();
  /** Aborted when the present read of the stream must end. */
  #reading = new AbortController();
  /** Ends the wait for a connection. */
  #wake: () => void = () => undefined;
  #session: StreamSession | undefined;
  #head: { readonly incarnation: bigint; epoch: number; readonly recent: RecentEvents } | undefined;
  /** Whether the stream was read up to its end once. */
  #isCaughtUp = false;
  #failure: unknown = new StreamUnreadableError('The stream was not read yet.');
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: EventStreamSettings) {
    this.#settings = settings;
    this.#connection = new KeptConnection(settings.nats, {
      onUp: () => this.#wake(),
      onDown: () => {
        this.#session = undefined;
        this.#fail(new StreamUnreadableError('The broker is not reachable.'));
        this.#reading.abort();
      },
      onFailed: (error) => this.#fail(error),
      onRefused: (subject, error) => this.#settings.log.warn({ err: error, subject }, 'the broker refused a request'),
    });
  }

  start(): void {
    this.#connection.start();
    this.#running ??= this.#run();
    this.#timer ??= setInterval(() => void this.#look(), LOOK_EVERY_MILLIS);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closed.abort();
    this.#reading.abort();
    this.#wake();
    await this.#running;
    await this.#connection.close();
  }

  observe(observer: StreamObserver): void {
    this.#observers.push(observer);
  }

  /** @throws {StreamUnreadableError} until the stream was read up to its end. */
  get head(): StreamHead {
    if (this.#head === undefined || !this.#isCaughtUp) {
      throw new StreamUnreadableError('The stream was not read yet.', { cause: this.#failure });
    }
    return this.#head;
  }

  /** @throws {StreamUnreadableError} while the broker is not reachable. */
  get session(): StreamSession {
    if (this.#session === undefined) throw new StreamUnreadableError('The broker is not reachable.');
    return this.#session;
  }

  get name(): StreamName {
    return this.#settings.stream;
  }

  /** The readiness check. @throws while the stream can't be followed. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Reads the stream again and again, until the process stops. */
  async #run(): Promise<void> {
    for (let failures = 0; !this.#closed.signal.aborted; failures += 1) {
      try {
        await this.#connected();
        if (this.#closed.signal.aborted) return;
        this.#reading = new AbortController();
        await this.#read(this.#reading.signal, () => {
          failures = 0;
        });
      } catch (error) {
        this.#fail(error);
      }
      await waited(backOffMillis(failures), this.#closed.signal);
    }
  }

  /** Waits for a connection, or for the end. */
  #connected(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#connection.current !== undefined || this.#closed.signal.aborted) resolve();
    });
  }

  /** Follows the stream from where the last read ended. Returns when that read must begin anew. */
  async #read(stopped: AbortSignal, onRead: () => void): Promise<void> {
    const connection = this.#connection.current;
    if (connection === undefined) return;
    const { name } = this.#settings.stream;
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: API_TIMEOUT_MILLIS });
    const info = await manager.streams.info(name);
    const recent = this.#continue(info, await this.#isRewound(manager));
    const consumer = await jetstream(connection).consumers.get(name, {
      // Of this process alone: the client numbers its consumers from 1, and another process would take over the same name.
      name_prefix: `events-gateway-${randomUUID()}`,
      inactive_threshold: INACTIVE_MILLIS,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: recent.end + 1,
    });
    const { num_pending: pending } = await consumer.info();
    const messages = await consumer.consume({ max_messages: 1_000 });
    const stop = () => messages.stop();
    stopped.addEventListener('abort', stop, { once: true });
    if (stopped.aborted) stop();
    this.#session = { connection, manager };
    if (pending === 0) this.#caughtUp();
    onRead();
    try {
      for await (const message of messages) {
        const { streamSequence, pending: left } = message.info;
        this.#add({ subject: message.subject, sequence: streamSequence, data: message.data });
        if (left === 0 || streamSequence >= info.state.last_seq) this.#caughtUp();
      }
    } finally {
      stopped.removeEventListener('abort', stop);
    }
  }

  /** Whether the stream has another message where the window ends. */
  async #isRewound(manager: JetStreamManager): Promise<boolean> {
    const recent = this.#head?.recent;
    const newest = recent?.at(recent.end);
    if (newest === undefined) return false;
    const { sequence, json } = newest;
    return isRewound(manager, this.#settings.stream.name, { sequence, mark: markOf(json) });
  }

  /** The window to continue with: a new one when the stream is another one, or has lost events. */
  #continue({ created, state }: StreamInfo, isRewound: boolean): RecentEvents {
    const incarnation = incarnationOf(created);
    const known = this.#head;
    const first = Math.max(1, state.first_seq);
    const isSame = known?.incarnation === incarnation && !isRewound;
    if (isSame && isWithin(known.recent.end, { first, last: state.last_seq })) return known.recent;
    const recent = new RecentEvents(Math.max(first, state.last_seq - PRELOADED_EVENTS + 1), this.#settings.window);
    this.#head = { incarnation, epoch: FIRST_EPOCH, recent };
    this.#isCaughtUp = false;
    if (known !== undefined) this.#reset();
    return recent;
  }

  #caughtUp(): void {
    this.#failure = undefined;
    if (this.#isCaughtUp) return;
    this.#isCaughtUp = true;
    this.#settings.log.info('the stream of the events was read up to its end');
  }

  #add(message: { readonly subject: string; readonly sequence: number; readonly data: Uint8Array }): void {
    const head = this.#head;
    if (head === undefined) return;
    const event = eventIn(message);
    if (event === undefined) {
      head.recent.skip(message.sequence);
      return;
    }
    head.recent.add(event);
    const isRestored = event.epoch > head.epoch;
    if (isRestored) head.epoch = event.epoch;
    // Nothing reads before the end was reached once.
    if (!this.#isCaughtUp) return;
    if (isRestored) this.#reset();
    for (const observer of this.#observers) observer.event(event);
  }

  #reset(): void {
    for (const observer of this.#observers) observer.reset();
  }

  /** Looks whether the stream is still the one that is read: an ordered consumer would wait for its next sequence for ever. */
  async #look(): Promise<void> {
    const { manager } = this.#session ?? {};
    if (manager === undefined) return;
    try {
      const { created, state } = await manager.streams.info(this.#settings.stream.name);
      const isSame = this.#head?.incarnation === incarnationOf(created) && state.last_seq >= this.#head.recent.end;
      if (!isSame) this.#reading.abort();
      else if (this.#isCaughtUp) this.#failure = undefined;
    } catch (error) {
      this.#fail(error);
      // A broker that responds late may still send events. Without the stream there are none.
      if (error instanceof JetStreamApiError) this.#reading.abort();
    }
  }

  /** A cause is logged once, not at each attempt. */
  #fail(error: unknown): void {
    const isNew = String(this.#failure) !== String(error);
    this.#failure = error;
    if (isNew && !this.#closed.signal.aborted) {
      this.#settings.log.warn({ err: error }, 'the stream of the events can not be read: trying again');
    }
  }
}

/** Whether the stream has all events after a sequence. */
function isWithin(sequence: number, { first, last }: { readonly first: number; readonly last: number }): boolean {
  return sequence + 1 >= first && sequence <= last;
}

/** Eight bytes of the hash of the creation time, which the server writes in nanoseconds. */
function incarnationOf(created: string): bigint {
  return createHash('sha256').update(created).digest().readBigUInt64BE();
}
