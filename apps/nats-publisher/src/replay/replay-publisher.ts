import type { ReplayRecord } from '@profiles/mongo-store/outbox';
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
