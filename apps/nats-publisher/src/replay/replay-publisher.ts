import type { ReplayRecord } from '@profiles/mongo-store/outbox';
import { waited } from '../back-off.js';
import { JetStreamPublisher, type PublisherLog } from '../jetstream-publisher.js';
import type { NatsSettings } from '../nats-connection.js';

/** Tells a subscriber that a message was sent again, and by which replay. */
const REPLAY_HEADER = 'Customer-Event-Replay';

const DAY_MILLIS = 24 * 60 * 60 * 1000;

/** A publisher for the place a replay goes to. A stream made for it alone keeps its events for a week. */
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

/** Connecting takes a moment: no need to speak of failures before it is over. */
export async function untilReady(publisher: JetStreamPublisher, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + READY_MILLIS;
  while (!publisher.isReady && !signal.aborted && performance.now() < deadline) await waited(LOOK_EVERY_MILLIS, signal);
}
