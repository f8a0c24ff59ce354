import { randomUUID } from 'node:crypto';
import { DeliverPolicy, type JetStreamManager, type JsMsg, jetstream, type StreamInfo } from '@nats-io/jetstream';
import type { DeliveryIntake, IntakeEvent, IntakePosition } from '@profiles/mongo-store/webhooks';
import { backOffMillis, waited } from '@profiles/nats-connection';
import type { StreamSession } from '../stream/event-stream.js';
import { INACTIVE_MILLIS } from '../stream/inactive-consumers.js';
import { isRewound, markOf } from '../stream/message-mark.js';
import { parsedEventIn, type StreamMessage } from '../stream/stream-event.js';
import { gathered } from './gathered.js';

export interface IntakeSettings {
  readonly intake: DeliveryIntake;
  /** @throws while the broker is not reachable. */
  readonly session: () => StreamSession;
  readonly streamName: string;
  /** Whether this process is the one that takes events in. */
  readonly isMine: () => boolean;
  /** New deliveries were made. */
  readonly onTaken: (deliveries: number) => void;
  readonly log: { warn(fields: object, text: string): void };
}

/** Events that become deliveries at a time. */
const MAX_BATCH = 500;
/** How often a process looks whether it is its turn, and whether the stream is the same, in milliseconds. */
const LOOK_EVERY_MILLIS = 500;
/**
 * Makes deliveries of the events of the stream, in order and from the stored position on. One process does at a time; if two
 * do for a moment, they make the same deliveries.
 */
export class IntakeLoop {
  readonly #settings: IntakeSettings;
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;
  /** Events of the stream that were not taken yet. */
  #behind = 0;

  constructor(settings: IntakeSettings) {
    this.#settings = settings;
  }

  get behind(): number {
    return this.#settings.isMine() ? this.#behind : 0;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#closed.signal.aborted; ) {
      if (!this.#settings.isMine()) {
        await waited(LOOK_EVERY_MILLIS / 5, this.#closed.signal);
        continue;
      }
      try {
        await this.#follow(() => {
          failures = 0;
        });
      } catch (err) {
        this.#settings.log.warn({ err }, 'the events for webhooks could not be read: trying again');
        await waited(backOffMillis(failures), this.#closed.signal);
        failures += 1;
      }
    }
  }

  /** Reads until it is not this process's turn any more, or the stream is another one. */
  async #follow(onTaken: () => void): Promise<void> {
    const { session, streamName } = this.#settings;
    const current = session();
    const { connection, manager } = current;
    const info = await manager.streams.info(streamName);
    let position = await this.#positionIn(info, manager);
    const consumer = await jetstream(connection).consumers.get(streamName, {
      // The consumer of a killed process stays for a while. Its name would be taken.
      name_prefix: `events-gateway-webhooks-${randomUUID()}`,
      inactive_threshold: INACTIVE_MILLIS,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: position.sequence + 1,
    });
    const messages = await consumer.consume({ max_messages: 2 * MAX_BATCH });
    const stop = () => messages.stop();
    this.#closed.signal.addEventListener('abort', stop, { once: true });
    const isSameStream = async () => {
      const { created, state } = await manager.streams.info(streamName);
      // After a new connection the server may have lost its newest messages.
      return session() === current && created === info.created && state.last_seq >= position.sequence;
    };
    const look = setInterval(() => {
      const isSame = isSameStream().catch(() => false);
      void isSame.then((same) => (same && this.#settings.isMine() ? undefined : stop()));
    }, LOOK_EVERY_MILLIS);
    try {
      for await (const group of gathered(messages, MAX_BATCH)) {
        if (!this.#settings.isMine()) break;
        const last = group[group.length - 1] as JsMsg;
        this.#behind = last.info.pending;
        const events = group.flatMap((message) => intakeEventIn(storedMessage(message)) ?? []);
        position = { ...position, sequence: last.seq, mark: markOf(last.data) };
        const made = await this.#settings.intake.take(position, events);
        onTaken();
        if (made > 0) this.#settings.onTaken(made);
      }
    } finally {
      clearInterval(look);
      this.#closed.signal.removeEventListener('abort', stop);
      stop();
    }
  }

  async #positionIn({ created, state }: StreamInfo, manager: JetStreamManager): Promise<IntakePosition> {
    const { intake, log } = this.#settings;
    const known = await intake.position();
    if (known === undefined) return { stream: created, sequence: 0, base: 0 };
    if (known.stream !== created || state.last_seq < known.sequence || (await this.#isRewound(known, manager))) {
      // The stream may hold events that were read before. Their deliveries have the same ids, so none is made twice.
      log.warn(
        { stream: created },
        'the stream was made anew or has lost events: webhooks get all of its events again',
      );
      return { stream: created, sequence: 0, base: known.base + known.sequence };
    }
    const lost = state.first_seq - known.sequence - 1;
    if (lost > 0) log.warn({ lost }, 'events were dropped from the stream before webhooks got them');
    return known;
  }

  async #isRewound({ sequence, mark }: IntakePosition, manager: JetStreamManager): Promise<boolean> {
    return mark !== undefined && (await isRewound(manager, this.#settings.streamName, { sequence, mark }));
  }
}

function storedMessage({ subject, seq, data }: JsMsg): StreamMessage {
  return { subject, sequence: seq, data };
}

function intakeEventIn(message: StreamMessage): IntakeEvent | undefined {
  const parsed = parsedEventIn(message);
  if (parsed === undefined) return undefined;
  const { sequence, organisationId, customerNumber } = parsed.event;
  const { id, time } = parsed.content;
  if (typeof id !== 'string' || typeof time !== 'string') return undefined;
  return { sequence, id, time, organisationId, customerNumber, body: parsed.text };
}
