import type { ClientSession, Collection, MongoClient } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { inTransaction } from '../driver/transaction.js';
import { collectionsOf } from '../schema/collections.js';
import type { OutboxDocument } from '../schema/documents.js';

/** An event that could not be published. It stops the later events of its customer until it is released. */
export interface ParkedEvent {
  readonly id: string;
  readonly organisationId: number;
  readonly customerNumber: number;
  readonly revision: number;
  readonly occurredAt: Date;
  readonly reason: string;
  /** The number of later events of the customer that wait behind it. */
  readonly waitingBehind: number;
}

/** The operations of an operator on parked events. */
export interface ParkedEvents {
  /** The oldest first, at most a hundred. */
  list(): Promise<readonly ParkedEvent[]>;
  /** Returns the event, and all that waits behind it, to the relay. False when there is no such parked event. */
  release(eventId: string): Promise<boolean>;
}

interface Rows {
  readonly client: MongoClient;
  readonly rows: Collection<OutboxDocument>;
}

const MAX_LISTED = 100;

export function createParkedEvents({ client, db }: MongoConnection): ParkedEvents {
  const { outbox: rows } = collectionsOf(db);
  return {
    list: () =>
      translating(async () => {
        const found = await rows.find({ aside: true }, { sort: { _id: 1 }, limit: MAX_LISTED }).toArray();
        return found.map(({ _id, organisationId, customerNumber, revision, occurredAt, reason, waitingBehind }) => ({
          ...{ id: _id, organisationId, customerNumber, revision, occurredAt },
          ...{ reason: reason ?? '', waitingBehind: waitingBehind ?? 0 },
        }));
      }),
    release: (eventId) => translating(() => inTransaction(client, (session) => release({ rows, session }, eventId))),
  };
}

/**
 * Puts events behind the parked event of their customer, so that the relay does not read them. A release writes the same
 * row, so one of the two transactions comes first and no event stays behind a released one. Parked rows have the stored
 * field `aside`.
 */
export async function parkBehind({ client, rows }: Rows, parkedId: string, ids: readonly string[]): Promise<void> {
  await inTransaction(client, async (session) => {
    const blocker = await rows.findOne({ _id: parkedId }, { session });
    if (blocker?.aside !== true) return;
    await rows.updateOne({ _id: parkedId }, { $inc: { waitingBehind: ids.length } }, { session });
    await rows.updateMany(
      { _id: { $in: [...ids] } },
      { $set: { behind: parkedId }, $unset: { pending: '' } },
      { session },
    );
  });
}

async function release(
  { rows, session }: { rows: Collection<OutboxDocument>; session: ClientSession },
  eventId: string,
): Promise<boolean> {
  const event = await rows.findOne({ _id: eventId }, { session });
  if (event?.aside !== true) return false;
  await rows.updateOne(
    { _id: eventId },
    { $set: { pending: true }, $unset: { aside: '', reason: '', waitingBehind: '' } },
    { session },
  );
  const own = await rows.find({ customerNumber: event.customerNumber }, { session }).toArray();
  const behind = own.filter((row) => row.behind === eventId).map(({ _id }) => _id);
  await rows.updateMany({ _id: { $in: behind } }, { $set: { pending: true }, $unset: { behind: '' } }, { session });
  return true;
}
