import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { type CustomerChangedData, customerChangedEvent, EVENT_STREAM } from '@profiles/contracts';
import { connectionOptions, type NatsSettings } from '@profiles/nats-connection';
import { isStreamMissing } from './nats-errors.js';
import { BrokerUnavailableError } from './ports.js';

/** An event in the stream, and when the broker took it. */
export interface StoredEvent {
  readonly data: CustomerChangedData;
  readonly storedAt: Date;
}

/** A look into the stream of the events. It uses the permissions of publishers. A missing stream has no events. */
export interface StreamHistory {
  /** When the stream was created. @throws when there is no stream. */
  created(): Promise<string>;
  /** The events that the broker took from a moment on, in the order of the stream. */
  since(moment: Date): AsyncGenerator<StoredEvent>;
  /** The newest events, in the order of the stream. */
  newest(count: number): AsyncGenerator<StoredEvent>;
}

const READS_IN_FLIGHT = 128;
const NO_MESSAGE = 10037;

/** Connects to the broker, works on the history of the stream, and closes the connection. */
export async function withStreamHistory<T>(
  nats: NatsSettings,
  work: (history: StreamHistory) => Promise<T>,
  stream: string = EVENT_STREAM,
): Promise<T> {
  const connection = await connect({ ...connectionOptions(nats), reconnect: false }).catch((cause: unknown) => {
    throw new BrokerUnavailableError('The broker can not be reached. Start it, and repeat the command.', { cause });
  });
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    return await work(historyOf(manager, stream));
  } finally {
    await connection.close();
  }
}

function historyOf(manager: JetStreamManager, stream: string): StreamHistory {
  /** Undefined where a message was deleted, or is no event. */
  async function at(sequence: number): Promise<StoredEvent | undefined> {
    const message = await manager.streams.getMessage(stream, { seq: sequence }).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === NO_MESSAGE) return null;
      throw error;
    });
    if (message === null) return undefined;
    const parsed = customerChangedEvent.safeParse(json(message.string()));
    return parsed.success ? { data: parsed.data.data, storedAt: message.time } : undefined;
  }

  async function* between(first: number, last: number): AsyncGenerator<StoredEvent> {
    for (let from = first; from <= last; from += READS_IN_FLIGHT) {
      const size = Math.min(READS_IN_FLIGHT, last - from + 1);
      const found = await Promise.all(Array.from({ length: size }, (_, offset) => at(from + offset)));
      for (const event of found) if (event !== undefined) yield event;
    }
  }

  /** The first sequence that the broker took at a moment or later: its times grow with the sequence. */
  async function sequenceAt(moment: Date, { first, last }: { first: number; last: number }): Promise<number> {
    let [low, high] = [first, last + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const event = await firstFrom(middle, high);
      if (event === undefined) high = middle;
      else if (event.storedAt < moment) low = event.sequence + 1;
      else high = middle;
    }
    return low;
  }

  async function firstFrom(sequence: number, end: number) {
    for (let next = sequence; next < end; next += 1) {
      const event = await at(next);
      if (event !== undefined) return { ...event, sequence: next };
    }
    return undefined;
  }

  const ends = async () => {
    const info = await manager.streams.info(stream).catch((error: unknown) => {
      if (isStreamMissing(error)) return undefined;
      throw error;
    });
    if (info === undefined) return { first: 1, last: 0 };
    const { state } = info;
    return { first: Math.max(1, state.first_seq), last: state.last_seq };
  };

  return {
    created: async () => (await manager.streams.info(stream)).created,
    async *since(moment) {
      const { first, last } = await ends();
      yield* between(await sequenceAt(moment, { first, last }), last);
    },
    async *newest(count) {
      const { first, last } = await ends();
      yield* between(Math.max(first, last - count + 1), last);
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
