import {
  type Consumer,
  type ConsumerInfo,
  type ConsumerMessages,
  type JetStreamManager,
  type JsMsg,
  jetstream,
} from '@nats-io/jetstream';
import { pause, pauseMillis } from './back-off.js';
import type { ConsumerSettings, CustomerChangedConsumer } from './consumer-settings.js';
import { CustomerQueues } from './customer-queues.js';
import { REPLAYED_DEAD_LETTER_HEADER, sendDeadLetter } from './dead-letters.js';
import { PinLostError } from './errors.js';
import { type Lag, oldestWaitingAt, waitingEvents } from './lag.js';
import { PinLease, PRIORITY_GROUP, PULL_EXPIRES_MILLIS, pinnedClientOf } from './pin-lease.js';
import { pointInTime } from './point-in-time.js';
import { eventIn } from './received-event.js';
import { type RetentionWarning, RetentionWatch } from './retention-watch.js';
import { DEFAULT_ACK_WAIT_MILLIS, ensureConsumer, MAX_UNSETTLED, streamOf } from './subscription.js';
import { UnsettledMessages } from './unsettled-messages.js';

const REFRESH_MILLIS = 250;
const CONFIRM_MILLIS = 1_000;
const DEFAULT_STOP_TIMEOUT_MILLIS = 10_000;
/** The last words to the broker: acknowledgements, and that another process may go on. */
const FAREWELL_MILLIS = 2_000;

interface Means {
  readonly manager: JetStreamManager;
  readonly consumer: Consumer;
}

/** The messages of one durable consumer, settled one by one. */
export class RunningConsumer implements CustomerChangedConsumer {
  readonly #settings: ConsumerSettings;
  readonly #manager: JetStreamManager;
  readonly #consumer: Consumer;
  readonly #queues: CustomerQueues;
  readonly #lease = new PinLease();
  readonly #retention: RetentionWatch;
  #unsettled = new UnsettledMessages();
  readonly #stopped = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  #messages: ConsumerMessages | undefined;
  #refreshing: Promise<void> | undefined;
  #confirmedAt = Number.NEGATIVE_INFINITY;
  #stopping: Promise<void> | undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(settings: ConsumerSettings, { manager, consumer }: Means) {
    this.#settings = settings;
    this.#manager = manager;
    this.#consumer = consumer;
    this.#queues = new CustomerQueues(settings, {
      mayHandle: () => this.#lease.isValid(),
      onError: (error) => this.#report(error),
    });
    this.#retention = new RetentionWatch(
      {
        ...{ manager, stream: streamOf(settings), oldest: () => this.#oldest() },
        warn: settings.onRetentionWarning ?? warnByDefault,
        onError: (error) => this.#report(error),
      },
      settings.retentionMillis,
    );
  }

  get done(): Promise<void> {
    return this.#done;
  }

  start(): this {
    const { ackWaitMillis = DEFAULT_ACK_WAIT_MILLIS } = this.#settings;
    this.#timers.push(
      setInterval(() => this.#stillWorking(), ackWaitMillis / 3),
      setInterval(() => void this.#tick(), REFRESH_MILLIS),
    );
    this.#retention.start();
    this.#done = this.#consume();
    return this;
  }

  async lag(): Promise<Lag> {
    const { at, events } = await this.#oldest();
    return { events, seconds: at === undefined ? 0 : Math.max(0, (Date.now() - at.getTime()) / 1000) };
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const { connection, stopTimeoutMillis = DEFAULT_STOP_TIMEOUT_MILLIS } = this.#settings;
    this.#stopped.abort();
    this.#retention.stop();
    await this.#queues.stop(stopTimeoutMillis);
    this.#messages?.stop();
    for (const timer of this.#timers) clearInterval(timer);
    this.#giveBack();
    if (!connection.isClosed()) {
      // The broker has the acknowledgements before it lets another process go on.
      await this.#inTime(connection.flush());
      await this.#inTime(this.#unpin());
    }
    await this.#inTime(this.#done);
  }

  /** Waits a while for work that is good to have done, and reports its failure. */
  async #inTime(work: Promise<void>): Promise<void> {
    const ended = new AbortController();
    await Promise.race([work.catch((error) => this.#report(error)), pause(FAREWELL_MILLIS, ended.signal)]);
    ended.abort();
  }

  /** Lets another process go on at once, unless one already does. */
  async #unpin(): Promise<void> {
    const { pinId } = this.#lease;
    if (pinId === undefined) return;
    const { durable } = this.#settings;
    if (pinnedClientOf(await this.#consumer.info()) !== pinId) return;
    await this.#manager.consumers.unpin(streamOf(this.#settings), durable, PRIORITY_GROUP);
  }

  async #consume(): Promise<void> {
    const { signal } = this.#stopped;
    const { connection } = this.#settings;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        this.#messages = await this.#consumer.consume({
          max_messages: MAX_UNSETTLED / 2,
          expires: PULL_EXPIRES_MILLIS,
          group: PRIORITY_GROUP,
          abort_on_missing_resource: true,
        });
        if (signal.aborted) this.#messages.stop();
        for await (const message of this.#messages) {
          failures = 0;
          this.#take(message);
        }
      } catch (error) {
        this.#report(error);
      }
      if (signal.aborted) return;
      // The stream may be another one by now, and the deliveries are void.
      this.#lease.lose();
      this.#surrender();
      if (connection.isClosed()) return void this.stop();
      await pause(pauseMillis(failures), signal);
      if (!signal.aborted) await this.#recreate();
    }
  }

  /** The deletion of the consumer, or of the stream, does not mean that changes should be missed. */
  async #recreate(): Promise<void> {
    const { from } = this.#settings;
    const settings = { ...this.#settings, from: from instanceof Date ? from : ('beginning' as const) };
    await ensureConsumer(this.#manager, settings).catch((error) => this.#report(error));
  }

  #take(message: JsMsg): void {
    if (!this.#lease.noteDelivery(message.headers?.get('Nats-Pin-Id') ?? '')) {
      message.nak();
      return;
    }
    const unsettled = this.#unsettled;
    if (!this.#lease.isValid()) void this.#refresh();
    const known = unsettled.get(message.seq);
    if (known !== undefined) {
      known.message = message;
      return;
    }
    const entry = unsettled.add(message);
    const settle = () => unsettled.settle(entry);
    const event = eventIn(message);
    if (event === undefined) return void this.#parkInvalid(message, settle);
    const isReplayedDeadLetter = message.headers?.get(REPLAYED_DEAD_LETTER_HEADER) === this.#settings.durable;
    const traceparent = message.headers?.get('traceparent') || undefined;
    const park = (reason: string) => this.#park(message, reason);
    entry.delivery = { event, isReplayedDeadLetter, traceparent, settle, park };
    this.#queues.add(entry.delivery);
  }

  #park(message: JsMsg, reason: string): Promise<void> {
    const { connection, durable } = this.#settings;
    return sendDeadLetter(jetstream(connection), durable, { message, reason });
  }

  async #parkInvalid(message: JsMsg, settle: () => void): Promise<void> {
    const { signal } = this.#stopped;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        await this.#park(message, 'The message is not an event of the contract.');
        return settle();
      } catch (error) {
        this.#report(error);
        await pause(pauseMillis(failures), signal);
      }
    }
  }

  #stillWorking(): void {
    for (const { message } of this.#unsettled.all) message.working();
  }

  async #tick(): Promise<void> {
    const isDue = this.#lease.pinId !== undefined && performance.now() - this.#confirmedAt > CONFIRM_MILLIS;
    if (isDue || this.#queues.held().length > 0) await this.#refresh();
  }

  /** Asks the broker whether this process is still the pinned one, and whether what is held waits for something. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#compare().finally(() => {
      this.#refreshing = undefined;
      // The pin may be newer than the request.
      if (this.#lease.pinId !== undefined && !this.#lease.isValid() && !this.#stopped.signal.aborted) {
        setTimeout(() => void this.#refresh(), REFRESH_MILLIS / 10).unref();
      }
    });
    return this.#refreshing;
  }

  async #compare(): Promise<void> {
    const held = this.#queues.held();
    const counted = this.#unsettled.counted();
    const requestedAt = pointInTime();
    let info: ConsumerInfo;
    try {
      info = await this.#consumer.info();
    } catch (error) {
      return this.#report(error);
    }
    if (!this.#lease.compare(info, requestedAt)) {
      this.#report(new PinLostError('Another process took over, because this one did not ask for events in time.'));
      return this.#surrender();
    }
    this.#confirmedAt = requestedAt.monotonic;
    if (!this.#lease.isValid()) return;
    // The lease may have lapsed since the last response, also during this request. What came then was not begun.
    this.#queues.resume();
    this.#unsettled.acknowledgedUpTo(info.ack_floor.stream_seq);
    // When all that the broker waits for is here, nothing earlier can come. What came or went after the request may or may
    // not be in the broker's count.
    if (info.num_ack_pending <= this.#unsettled.remaining(counted)) this.#queues.releaseHeld(held);
  }

  /** Gives up everything that no handler is at work on. */
  #surrender(): void {
    this.#giveBack();
    this.#queues.surrender();
    this.#unsettled = new UnsettledMessages();
  }

  /** Tells the broker to deliver elsewhere at once what no handler here is at work on. */
  #giveBack(): void {
    const atWork = new Set(this.#queues.atWork());
    for (const { message, delivery } of this.#unsettled.all) {
      if (delivery === undefined || !atWork.has(delivery)) message.nak();
    }
  }

  async #oldest(): Promise<{ at: Date | undefined; events: number }> {
    const info = await this.#consumer.info();
    const events = waitingEvents(info);
    if (events === 0) return { at: undefined, events };
    return { at: await oldestWaitingAt(this.#manager, this.#settings, info), events };
  }

  #report(error: unknown): void {
    const { onError } = this.#settings;
    if (onError !== undefined) onError(error);
    else process.emitWarning(error instanceof Error ? error : String(error));
  }
}

function warnByDefault({ oldestAt, leavesAt, events }: RetentionWarning): void {
  process.emitWarning(
    `${events} events wait, the oldest since ${oldestAt.toISOString()}. The stream may drop it at ${leavesAt.toISOString()}.`,
    'RetentionWarning',
  );
}
