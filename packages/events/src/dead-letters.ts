import { type JetStreamClient, type JetStreamManager, type JsMsg, RetentionPolicy } from '@nats-io/jetstream';
import { headers } from '@nats-io/nats-core';

/** The stream of what handlers kept refusing, and of what was no event at all. */
export const DEAD_LETTER_STREAM = 'CUSTOMER_CHANGED_DEAD_LETTERS';
const PREFIX = 'customer-changed-dead-letters.v1';

/** A message that is put aside so that the others can go on. */
export interface DeadLetter {
  readonly message: JsMsg;
  readonly reason: string;
}

/** Makes the stream where it is missing and one may; otherwise whoever runs the broker has to. */
export async function ensureDeadLetterStream(manager: JetStreamManager): Promise<void> {
  await manager.streams.add({
    name: DEAD_LETTER_STREAM,
    description: 'Changes of customers that a subscriber could not handle.',
    subjects: [`${PREFIX}.>`],
    retention: RetentionPolicy.Limits,
  });
}

/**
 * Publishes a message as it was, under `customer-changed-dead-letters.v1.<durable>.<the rest of its subject>`. Rejects
 * while there is no such stream: nothing is given up before it is kept there.
 */
export async function sendDeadLetter(
  client: JetStreamClient,
  durable: string,
  { message, reason }: DeadLetter,
): Promise<void> {
  const fields = headers();
  for (const [name, values] of message.headers ?? []) {
    if (!name.startsWith('Nats-')) for (const value of values) fields.append(name, value);
  }
  fields.set('Dead-Letter-Reason', reason.replace(/[^\x20-\x7e]/g, ' ').slice(0, 1_000));
  fields.set('Dead-Letter-Subject', message.subject);
  fields.set('Dead-Letter-Sequence', String(message.seq));
  const whose = message.subject.split('.').slice(-2).join('.');
  await client.publish(`${PREFIX}.${durable}.${whose}`, message.data, {
    headers: fields,
    msgID: `${durable}/${message.info.stream}/${message.seq}`,
    expect: { streamName: DEAD_LETTER_STREAM },
  });
}
