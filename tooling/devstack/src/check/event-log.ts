import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type CustomerChangedEvent, customerChangedEvent } from '@profiles/contracts';
import { type StreamMessage, streamEvents } from '../events/event-stream.js';
import { waitUntil } from '../process/wait-until.js';

/** The events of this run, as a subscriber gets them. */
export type EventLog = {
  readonly messages: readonly StreamMessage[];
  /** Each one read as the contract says; throws when one can't be. */
  events(): CustomerChangedEvent[];
  /** Waits until there are this many; returns the number there is. */
  arrived(count: number): Promise<number>;
  close(): Promise<void>;
};

const PATIENCE_MS = 15_000;

/** Subscribes, before anything is written, to what is caused by calls with this correlation prefix. */
export async function openEventLog(natsUrl: string, correlationPrefix: string): Promise<EventLog> {
  const connection: NatsConnection = await connect({ servers: natsUrl.split(','), name: 'check' });
  const messages: StreamMessage[] = [];
  const stream = streamEvents(connection, 'all');
  let fault: unknown;
  void (async () => {
    // On a server that others use too, their events are none of our business.
    for await (const message of stream) if (message.text.includes(correlationPrefix)) messages.push(message);
  })().catch((error: unknown) => {
    fault = error;
  });
  return {
    messages,
    events: () => messages.map(({ text }) => customerChangedEvent.parse(JSON.parse(text))),
    async arrived(count) {
      await waitUntil(async () => messages.length >= count || fault !== undefined, { timeoutMs: PATIENCE_MS });
      if (fault !== undefined) throw fault;
      return messages.length;
    },
    close: () => connection.close(),
  };
}
