import {
  createOutboxReader,
  ensureOutboxIndexes,
  type MongoConnection,
  PARTITIONS,
} from '@profiles/mongo-store/outbox';
import { pollCost } from '../poll-cost.js';
import type { Cell } from './measured-step.js';

const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition);
/** A number far from the customers of the service and from those of the added rows. */
const FIRST_WAITING = 20_000_000_000;
const AT_ONCE = 1_000;

/**
 * The cost of a poll of the outbox, with the published rows of the population behind it. The yardstick is a look into an
 * outbox that has none.
 */
export async function measuredPoll(connection: MongoConnection, customers: number): Promise<Cell[]> {
  await publishAll(connection);
  const yardstick = await pollOfEmptyOutbox(connection);
  const { idleMillis, busyMillis } = await pollCost(connection, { firstCustomer: FIRST_WAITING });
  const cell = { customers, failures: 0 };
  return [
    { row: 'poll: nothing waits', ...cell, p50Millis: idleMillis, yardsticks: idleMillis / yardstick.idleMillis },
    { row: 'poll: 100 events wait', ...cell, p50Millis: busyMillis, yardsticks: busyMillis / yardstick.busyMillis },
  ];
}

async function pollOfEmptyOutbox({ client, db }: MongoConnection) {
  const empty = client.db(`${db.databaseName}_yardstick`);
  await ensureOutboxIndexes(empty);
  return pollCost({ client, db: empty }, { firstCustomer: FIRST_WAITING });
}

/** Marks as published what the writes of the step left behind: it is not to wait while the poll is measured. */
async function publishAll(connection: MongoConnection): Promise<void> {
  const reader = createOutboxReader(connection);
  for (;;) {
    const { events } = await reader.pending({ partitions: ALL, limit: AT_ONCE });
    if (events.length === 0) return;
    await reader.markPublished(events);
  }
}
