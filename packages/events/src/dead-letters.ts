import {
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  RetentionPolicy,
  type StreamConfig,
} from '@nats-io/jetstream';
import { headers, nanos } from '@nats-io/nats-core';
import { isStreamMissing } from './nats-errors.js';

/** The stream of events that a handler kept refusing, and of messages that are no events. */
export const DEAD_LETTER_STREAM = 'CUSTOMER_CHANGED_DEAD_LETTERS';

/** The subjects of the stream are `<prefix>.<durable>.<organisationId>.<customerNumber>`. */
export const DEAD_LETTER_SUBJECT_PREFIX = 'customer-changed-dead-letters.v1';

/** The headers of a dead letter. */
export const DEAD_LETTER_HEADERS = {
  /** Name and message of the last error. */
  reason: 'Dead-Letter-Reason',
  /** The subject of the original message. */
  subject: 'Dead-Letter-Subject',
  /** Its sequence in its stream. */
  sequence: 'Dead-Letter-Sequence',
} as const;

/**
 * The header of a dead letter that an operator sent again. It names the durable of the one subscriber that is to handle
 * the event once more; all others leave it out as a repeat.
 */
export const REPLAYED_DEAD_LETTER_HEADER = 'Customer-Event-Dead-Letter-For';

const DAY_MILLIS = 86_400_000;
const KEPT_MILLIS = 30 * DAY_MILLIS;
const MAX_BYTES = 256 * 1024 * 1024;
const MAX_REASON_LENGTH = 1_000;

/** The limits of the stream: the oldest dead letters go first. */
const LIMITS = {
  max_age: nanos(KEPT_MILLIS),
  max_bytes: MAX_BYTES,
  discard: DiscardPolicy.Old,
  allow_direct: true,
} satisfies Partial<StreamConfig>;

/** A message that is parked so that the later ones of its customer go on. */
export interface DeadLetter {
  readonly message: JsMsg;
  readonly reason: string;
}

/**
 * Creates the stream of dead letters if it is missing, and limits one that has no limits yet: 30 days and 256 MiB.
 * Rejects when this user may not; the publisher does it when it starts.
 */
export async function ensureDeadLetterStream(manager: JetStreamManager, replicas = 1): Promise<void> {
  try {
    const { config } = await manager.streams.info(DEAD_LETTER_STREAM);
    if (config.max_age === 0 && config.max_bytes === -1) await manager.streams.update(DEAD_LETTER_STREAM, LIMITS);
  } catch (error) {
    if (!isStreamMissing(error)) throw error;
    await manager.streams.add({
      name: DEAD_LETTER_STREAM,
      description: 'Changes of customers that a subscriber could not handle.',
      subjects: [`${DEAD_LETTER_SUBJECT_PREFIX}.>`],
      retention: RetentionPolicy.Limits,
      num_replicas: replicas,
      ...LIMITS,
    });
  }
}

/**
 * Publishes a message as it was, under `customer-changed-dead-letters.v1.<durable>.<the rest of its subject>`. Rejects
 * while there is no such stream: nothing is acknowledged before it is kept there.
 */
export async function sendDeadLetter(
  client: JetStreamClient,
  durable: string,
  { message, reason }: DeadLetter,
): Promise<void> {
  const fields = headers();
  for (const [name, values] of message.headers ?? []) {
    const isOurs = name.startsWith('Nats-') || name === REPLAYED_DEAD_LETTER_HEADER;
    if (!isOurs) for (const value of values) fields.append(name, value);
  }
  fields.set(DEAD_LETTER_HEADERS.reason, reason.replace(/[^\x20-\x7e]/g, ' ').slice(0, MAX_REASON_LENGTH));
  fields.set(DEAD_LETTER_HEADERS.subject, message.subject);
  fields.set(DEAD_LETTER_HEADERS.sequence, String(message.seq));
  const customer = message.subject.split('.').slice(-2).join('.');
  await client.publish(`${DEAD_LETTER_SUBJECT_PREFIX}.${durable}.${customer}`, message.data, {
    headers: fields,
    msgID: `${durable}/${message.info.stream}/${message.seq}`,
    expect: { streamName: DEAD_LETTER_STREAM },
  });
}
