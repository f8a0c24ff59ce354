import { type JetStreamManager, jetstream, jetstreamManager, type StoredMsg } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import type { CustomerChangedEvent } from '@profiles/contracts/events';
import {
  DEAD_LETTER_HEADERS,
  DEAD_LETTER_STREAM,
  DEAD_LETTER_SUBJECT_PREFIX,
  REPLAYED_DEAD_LETTER_HEADER,
} from './dead-letters.js';
import { isMessageMissing } from './nats-errors.js';
import { eventIn } from './received-event.js';

/** A dead letter as an operator sees it. */
export interface ParkedLetter {
  /** Its sequence in the stream of dead letters. */
  readonly id: number;
  /** The durable of the subscriber whose handler refused it. */
  readonly subscriber: string;
  /** Name and message of the last error. */
  readonly reason: string;
  readonly parkedAt: Date;
  /** The subject of the original message. */
  readonly subject: string;
  /** Undefined when the message is no event of the contract. */
  readonly event: CustomerChangedEvent | undefined;
}

/** The outcome of a replay: sent again, unknown id, or not an event. */
export type ReplayOutcome = 'replayed' | 'unknown' | 'invalid';

/** The dead letters of all subscribers. The user of deploy/nats that may use them is `operator`. */
export interface ParkedLetters {
  /** In the order in which they were parked; of one subscriber, or of all. */
  list(subscriber?: string): AsyncGenerator<ParkedLetter>;
  /**
   * Publishes the event again for the subscriber that refused it, and removes the dead letter. All other subscribers
   * leave it out as a repeat. A message that is no event stays: it would be refused again.
   */
  replay(id: number): Promise<ReplayOutcome>;
  /** Removes a dead letter for good. False when there is none with that id. */
  drop(id: number): Promise<boolean>;
}

/** Opens the stream of dead letters. Its methods reject while the stream is missing. */
export async function openParkedLetters(connection: NatsConnection): Promise<ParkedLetters> {
  const manager = await jetstreamManager(connection, { checkAPI: false });

  async function replay(id: number): Promise<ReplayOutcome> {
    const stored = await messageAt(manager, id);
    if (stored === null) return 'unknown';
    const { subscriber, subject, event } = letterFrom(stored);
    if (event === undefined) return 'invalid';
    const fields = headers();
    for (const [name, values] of stored.header) {
      const isOfDeadLetter = name.startsWith('Nats-') || name.startsWith('Dead-Letter-');
      if (!isOfDeadLetter) for (const value of values) fields.append(name, value);
    }
    fields.set(REPLAYED_DEAD_LETTER_HEADER, subscriber);
    // Not the id of the event: the stream would drop it as a duplicate for ten minutes. A command that is run again
    // after it broke off still sends this letter once.
    await jetstream(connection).publish(subject, stored.data, { headers: fields, msgID: `dead-letter/${id}` });
    await manager.streams.deleteMessage(DEAD_LETTER_STREAM, id, false);
    return 'replayed';
  }

  return {
    async *list(subscriber = '*') {
      const next_by_subj = `${DEAD_LETTER_SUBJECT_PREFIX}.${subscriber}.>`;
      for (let seq = 1; ; ) {
        const stored = await manager.direct.getMessage(DEAD_LETTER_STREAM, { seq, next_by_subj });
        if (stored === null) return;
        yield letterFrom(stored);
        seq = stored.seq + 1;
      }
    },
    replay,
    async drop(id) {
      if ((await messageAt(manager, id)) === null) return false;
      return manager.streams.deleteMessage(DEAD_LETTER_STREAM, id, false);
    },
  };
}

async function messageAt(manager: JetStreamManager, seq: number): Promise<StoredMsg | null> {
  try {
    return await manager.streams.getMessage(DEAD_LETTER_STREAM, { seq });
  } catch (error) {
    if (isMessageMissing(error)) return null;
    throw error;
  }
}

function letterFrom(stored: StoredMsg): ParkedLetter {
  const subject = stored.header.get(DEAD_LETTER_HEADERS.subject);
  const json = <T>() => stored.json<T>();
  return {
    id: stored.seq,
    subscriber: stored.subject.slice(DEAD_LETTER_SUBJECT_PREFIX.length + 1).split('.')[0] ?? '',
    reason: stored.header.get(DEAD_LETTER_HEADERS.reason),
    parkedAt: stored.time,
    subject,
    event: eventIn({ subject, json }),
  };
}
