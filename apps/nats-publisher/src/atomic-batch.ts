import { JetStreamApiError } from '@nats-io/jetstream';
import { nuid } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Acknowledgements } from './acknowledgements.js';
import { headerLines, messageHeaders } from './message-headers.js';
import { BatchRefusedError } from './ports.js';

/** A message of a batch. */
export interface BatchedMessage {
  readonly subject: string;
  readonly body: Uint8Array;
  /** The lines of its headers. */
  readonly headers: string;
}

/** The error codes of nats-server that concern the batch and not the stream: 10174 to 10179, 10199 to 10201, 10210. */
const BATCH_CODES = new Set([10_174, 10_175, 10_176, 10_177, 10_179, 10_199, 10_200, 10_201, 10_210]);

interface Broker {
  readonly connection: NatsConnection;
  readonly acknowledgements: Acknowledgements;
}

/**
 * Publishes messages in one atomic batch (ADR-50 of NATS): the stream stores all of them, in this order, or none. Only the
 * last one is acknowledged. The batch of the client (`startBatch`) is not used: it waits for a response to the first
 * message, and its `commit` does not tell the code of a refusal.
 *
 * @throws {BatchRefusedError} when the stream has taken none of them as a batch. It may take each by itself.
 */
export async function publishAtomically(messages: readonly BatchedMessage[], broker: Broker): Promise<void> {
  const batch = nuid.next();
  const last = messages.length - 1;
  const batched = messages.map(({ subject, body, headers }, at) => {
    const ofBatch = headerLines({
      'Nats-Batch-Id': batch,
      'Nats-Batch-Sequence': String(at + 1),
      'Nats-Batch-Commit': at === last ? '1' : undefined,
    });
    return { subject, body, headers: messageHeaders(headers + ofBatch) };
  });
  // Without a pause in between: the messages stay together in the buffer of the connection.
  for (const { subject, body, headers } of batched.slice(0, -1)) broker.connection.publish(subject, body, { headers });
  const acknowledgement = await broker.acknowledgements.publish(batched[last] as (typeof batched)[0]).catch(refusal);
  // A server that knows no batches stores each message by itself, and acknowledges the last one without a count.
  if (acknowledgement.batch !== batch || acknowledgement.count !== messages.length) {
    throw new BatchRefusedError('The server has not stored the messages as one batch.');
  }
}

function refusal(error: unknown): never {
  if (error instanceof JetStreamApiError && BATCH_CODES.has(error.code)) {
    throw new BatchRefusedError(`The stream refused a batch: ${error.message} (${error.code}).`, { cause: error });
  }
  throw error;
}
