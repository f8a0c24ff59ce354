import {
  AckPolicy,
  type Consumer,
  type ConsumerConfig,
  type ConsumerMessages,
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  type PriorityPolicy,
} from '@nats-io/jetstream';
import { type NatsConnection, nanos } from '@nats-io/nats-core';
import {
  type CustomerChangedEvent,
  customerChangedEvent,
  EVENT_STREAM,
  EVENT_SUBJECT_PREFIX,
} from '@profiles/contracts/events';
import { CustomerLines, type HandlingSettings } from './customer-lines.js';
import { ensureDeadLetterStream, sendDeadLetter } from './dead-letters.js';
import { pause, pauseMillis } from './pause.js';

export interface ConsumerSettings extends HandlingSettings {
  readonly connection: NatsConnection;
  /** The name under which the broker remembers how far this subscriber is: letters, digits, _ and -. */
  readonly durable: string;
  /** Only events of this organisation, or of one customer of it. */
  readonly organisationId?: number;
  readonly customerNumber?: number;
  /** Where a new durable begins; one that exists goes on where it was. Default: with the oldest event kept. */
  readonly from?: 'beginning' | 'now' | Date;
  /** After how long a process that died gives its events to the next. Default: 30 000. */
  readonly ackWaitMillis?: number;
  /** Another stream than the contract's: that of a replay. */
  readonly stream?: string;
  readonly subjectPrefix?: string;
}

/** How far behind a subscriber is. */
export interface Lag {
  /** Events that wait, those included that are being handled. */
  readonly events: number;
  /** The age of the oldest one that is here and not handled; 0 when there is none. */
  readonly seconds: number;
}

export interface CustomerChangedConsumer {
  lag(): Promise<Lag>;
  /** Waits for the handlers at work, and leaves the rest to the next start, or to another process. */
  stop(): Promise<void>;
  /** Resolves at the stop. */
  readonly done: Promise<void>;
}

const ACK_WAIT_MILLIS = 30_000;
const LOOK_FOR_EARLIER_MILLIS = 250;
const MAX_UNSETTLED = 1_000;
/** All processes of one durable are in one group, of which the broker serves one at a time: the order needs it. */
const GROUP = 'one';

/**
 * Hands each change of a customer to the handler once and in order, on a durable pull consumer. Of several processes
 * with the same durable one works and the others stand by. Rejects when the stream, or the right to read it, is
 * missing; later failures are told to `onError` and tried again.
 */
export async function createCustomerChangedConsumer(settings: ConsumerSettings): Promise<CustomerChangedConsumer> {
  const manager = await jetstreamManager(settings.connection, { checkAPI: false });
  const stream = settings.stream ?? EVENT_STREAM;
  await ensureConsumer(manager, stream, settings);
  // Where this is forbidden, whoever forbade it made the stream; if not, dead letters wait and onError tells.
  await ensureDeadLetterStream(manager).catch(() => {});
  const consumer = await jetstream(settings.connection).consumers.get(stream, settings.durable);
  // Whoever deleted the consumer, or the stream, did not mean that changes should be missed.
  const makeAgain = () => ensureConsumer(manager, stream, { ...settings, from: beginningOf(settings) });
  return new RunningConsumer(settings, consumer, makeAgain).start();
}

function beginningOf({ from }: ConsumerSettings): Date | 'beginning' {
  return from instanceof Date ? from : 'beginning';
}

async function ensureConsumer(manager: JetStreamManager, stream: string, settings: ConsumerSettings): Promise<void> {
  try {
    await manager.consumers.info(stream, settings.durable);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.status !== 404) throw error;
    await manager.consumers.add(stream, configOf(settings));
  }
}

function configOf(settings: ConsumerSettings): Partial<ConsumerConfig> {
  const { durable, from = 'beginning', ackWaitMillis = ACK_WAIT_MILLIS, organisationId, customerNumber } = settings;
  const prefix = settings.subjectPrefix ?? EVENT_SUBJECT_PREFIX;
  const start =
    from instanceof Date
      ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: from.toISOString() }
      : { deliver_policy: from === 'now' ? DeliverPolicy.New : DeliverPolicy.All };
  return {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ackWaitMillis),
    max_ack_pending: MAX_UNSETTLED,
    // What is given up on is this side's business: it becomes a dead letter.
    max_deliver: -1,
    filter_subject: `${prefix}.${organisationId ?? '*'}.${customerNumber ?? '*'}`,
    priority_groups: [GROUP],
    priority_policy: 'pinned_client' satisfies PriorityPolicy,
    priority_timeout: nanos(ackWaitMillis),
    ...start,
  };
}

class RunningConsumer implements CustomerChangedConsumer {
  readonly #settings: ConsumerSettings;
  readonly #consumer: Consumer;
  readonly #makeAgain: () => Promise<void>;
  readonly #lines: CustomerLines;
  /** By sequence in the stream: delivered here and not settled yet. */
  #unsettled = new Map<number, JsMsg>();
  readonly #stopped = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  #messages: ConsumerMessages | undefined;
  #isLooking = false;
  done: Promise<void> = Promise.resolve();

  constructor(settings: ConsumerSettings, consumer: Consumer, makeAgain: () => Promise<void>) {
    this.#makeAgain = makeAgain;
    this.#settings = settings;
    this.#consumer = consumer;
    this.#lines = new CustomerLines(settings);
  }

  start(): this {
    const { ackWaitMillis = ACK_WAIT_MILLIS } = this.#settings;
    this.#timers.push(
      setInterval(() => this.#stillWorking(), ackWaitMillis / 3),
      setInterval(() => void this.#lookForEarlier(), LOOK_FOR_EARLIER_MILLIS),
    );
    this.done = this.#consume();
    return this;
  }

  async lag(): Promise<Lag> {
    const { num_pending, num_ack_pending } = await this.#consumer.info();
    const [oldest] = [...this.#unsettled.values()].map(({ info }) => info.timestampNanos / 1e6).sort((a, b) => a - b);
    const seconds = oldest === undefined ? 0 : Math.max(0, (Date.now() - oldest) / 1000);
    return { events: num_pending + num_ack_pending, seconds };
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#messages?.stop();
    await this.#lines.stop();
    for (const timer of this.#timers) clearInterval(timer);
    // At once to the next process, instead of after the time-out.
    for (const message of this.#unsettled.values()) message.nak();
    await this.done;
  }

  async #consume(): Promise<void> {
    const { signal } = this.#stopped;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        // The stream may be another one by now: what is in line already is then acknowledged when it comes again.
        this.#unsettled = new Map();
        this.#messages = await this.#consumer.consume({
          max_messages: MAX_UNSETTLED / 2,
          group: GROUP,
          abort_on_missing_resource: true,
        });
        if (signal.aborted) this.#messages.stop();
        for await (const message of this.#messages) {
          failures = 0;
          this.#take(message);
        }
      } catch (error) {
        this.#settings.onError?.(error);
      }
      await pause(pauseMillis(failures), signal);
      if (!signal.aborted) await this.#makeAgain().catch((error) => this.#settings.onError?.(error));
    }
  }

  #take(message: JsMsg): void {
    const unsettled = this.#unsettled;
    const isInLine = unsettled.has(message.seq);
    unsettled.set(message.seq, message);
    // The time-out was shorter than the handling.
    if (isInLine) return;
    const settle = () => {
      unsettled.get(message.seq)?.ack();
      unsettled.delete(message.seq);
    };
    const event = eventIn(message);
    if (event === undefined) void this.#putAsideNonsense(message, settle);
    else this.#lines.add({ event, settle, putAside: this.#putAside(message) });
  }

  #putAside(message: JsMsg) {
    const { connection, durable } = this.#settings;
    return (reason: string) => sendDeadLetter(jetstream(connection), durable, { message, reason });
  }

  async #putAsideNonsense(message: JsMsg, settle: () => void): Promise<void> {
    const { signal } = this.#stopped;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        await this.#putAside(message)('The message is not an event of the contract.');
        return settle();
      } catch (error) {
        this.#settings.onError?.(error);
        await pause(pauseMillis(failures), signal);
      }
    }
  }

  #stillWorking(): void {
    for (const message of this.#unsettled.values()) message.working();
  }

  /** When all that the broker waits for is here, what is held waits for nothing. */
  async #lookForEarlier(): Promise<void> {
    const held = this.#lines.held();
    if (held.length === 0 || this.#isLooking) return;
    this.#isLooking = true;
    try {
      const { num_ack_pending } = await this.#consumer.info();
      if (num_ack_pending <= this.#unsettled.size) this.#lines.nothingEarlierComes(held);
    } catch (error) {
      this.#settings.onError?.(error);
    } finally {
      this.#isLooking = false;
    }
  }
}

/** Undefined when it is none of ours, or lies on another customer's subject: anything can be put into a stream. */
function eventIn(message: JsMsg): CustomerChangedEvent | undefined {
  try {
    const { success, data } = customerChangedEvent.safeParse(message.json());
    if (!success) return undefined;
    return message.subject.endsWith(`.${data.data.organisationId}.${data.data.customerNumber}`) ? data : undefined;
  } catch {
    return undefined;
  }
}
