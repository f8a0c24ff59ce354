import type { JetStreamManager } from '@nats-io/jetstream';
import { DEAD_LETTER_STREAM, ensureDeadLetterStream } from './dead-letters.js';
import { ensurePositionsBucket, POSITIONS_STREAM } from './nats-positions.js';

/** The streams that {@link ensureSubscriberStreams} creates. */
export const SUBSCRIBER_STREAMS: readonly string[] = [DEAD_LETTER_STREAM, POSITIONS_STREAM];

/**
 * Creates what all subscribers share and, with the permissions of deploy/nats, may not create themselves: the stream
 * of dead letters and the bucket of positions.
 *
 * @param replicas - on how many servers of a cluster they are kept; 1 unless given
 */
export async function ensureSubscriberStreams(manager: JetStreamManager, replicas = 1): Promise<void> {
  await ensureDeadLetterStream(manager, replicas);
  await ensurePositionsBucket(manager, replicas);
}
