import { DiscardPolicy, type JetStreamManager, jetstream, jetstreamManager, StorageType } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { PositionsMissingError } from './errors.js';
import { isForbidden, isStreamMissing } from './nats-errors.js';
import { type Positions, sequencedPositions } from './positions.js';

/** The key-value bucket in which all subscribers keep their positions, each under its own name. */
export const POSITIONS_BUCKET = 'customer-changed-positions';

/** The stream of the bucket. */
export const POSITIONS_STREAM = `KV_${POSITIONS_BUCKET}`;
const PREFIX = `$KV.${POSITIONS_BUCKET}`;

/** Whose positions, and where. */
export interface NatsPositionsSettings {
  readonly connection: NatsConnection;
  /** The durable of the subscriber: letters, digits, _ and -. The entries are `<durable>.<customerNumber>`. */
  readonly durable: string;
}

/**
 * Positions in the bucket {@link POSITIONS_BUCKET} of the broker, which is created when it is missing. With the
 * permissions of deploy/nats a subscriber reaches its own entries only, and the publisher creates the bucket.
 *
 * @throws {@link PositionsMissingError} when the bucket is missing and this user may not create it
 */
export async function natsPositions({ connection, durable }: NatsPositionsSettings): Promise<Positions> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const client = jetstream(connection);
  const subjectOf = (customerNumber: number) => `${PREFIX}.${durable}.${customerNumber}`;

  async function read(customerNumber: number) {
    const entry = await manager.direct.getMessage(POSITIONS_STREAM, { last_by_subj: subjectOf(customerNumber) });
    return entry === null ? undefined : { text: entry.string(), sequence: entry.seq };
  }

  async function write(customerNumber: number, text: string, sequence: number): Promise<number> {
    const expect = { streamName: POSITIONS_STREAM, lastSubjectSequence: sequence };
    return (await client.publish(subjectOf(customerNumber), text, { expect })).seq;
  }

  // No customer has the number 0. The read shows whether the bucket exists and may be read.
  await withBucket(manager, () => read(0));
  return sequencedPositions({
    read: (customerNumber) => withBucket(manager, () => read(customerNumber)),
    write: (...entry) => withBucket(manager, () => write(...entry)),
  });
}

/** Runs the work. When the bucket turns out to be missing, creates it and runs the work once more. */
async function withBucket<T>(manager: JetStreamManager, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isStreamMissing(error)) throw error;
    await ensurePositionsBucket(manager).catch((reason) => {
      throw isForbidden(reason) ? missing(reason) : reason;
    });
    return work();
  }
}

function missing(cause: unknown): PositionsMissingError {
  return new PositionsMissingError(
    `The key-value bucket ${POSITIONS_BUCKET} does not exist, and this user may not create it. The publisher creates it when it starts: see docs/events.md.`,
    { cause },
  );
}

/**
 * Creates the bucket if it is missing. It is a key-value bucket except that it refuses roll-ups: with one, a subscriber
 * could remove the entries of all others.
 */
export async function ensurePositionsBucket(manager: JetStreamManager, replicas = 1): Promise<void> {
  try {
    await manager.streams.info(POSITIONS_STREAM);
  } catch (error) {
    if (!isStreamMissing(error)) throw error;
    await manager.streams.add({
      name: POSITIONS_STREAM,
      description: 'How far each subscriber handled each customer.',
      subjects: [`${PREFIX}.>`],
      storage: StorageType.File,
      max_msgs_per_subject: 1,
      discard: DiscardPolicy.New,
      deny_delete: true,
      allow_rollup_hdrs: false,
      allow_direct: true,
      num_replicas: replicas,
    });
  }
}
