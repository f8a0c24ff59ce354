import type { ReplayRecord } from '@profiles/mongo-store/outbox';
import type { NatsSettings } from '@profiles/nats-connection';
import { waited } from '@profiles/nats-connection';
import { JetStreamPublisher, type PublisherLog } from '../jetstream-publisher.js';

/** The header of a message that a replay sent again: the id of the replay. */
const REPLAY_HEADER = 'Customer-Event-Replay';

const DAY_MILLIS = 24 * 60 * 60 * 1000;

/** A publisher for the destination of a replay. A stream of its own keeps the events for a week. */
export function replayPublisher(
  { id, stream, subjectPrefix }: ReplayRecord,
  { nats, log }: { nats: NatsSettings; log: PublisherLog },
): JetStreamPublisher {
  return new JetStreamPublisher({
    nats,
    stream: { name: stream, subjectPrefix, keptMillis: 7 * DAY_MILLIS },
    headers: { [REPLAY_HEADER]: id },
    onChange: () => {},
    log,
  });
}

const READY_MILLIS = 3_000;
const LOOK_EVERY_MILLIS = 50;

/** Waits for the connection, at most three seconds, so that its first moments are not reported as failures. */
export async function untilReady(publisher: JetStreamPublisher, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + READY_MILLIS;
  while (!publisher.isReady && !signal.aborted && performance.now() < deadline) await waited(LOOK_EVERY_MILLIS, signal);
}
