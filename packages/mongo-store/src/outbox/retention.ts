import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Sets the number of days for which published events are kept for replay, counted from their publication. A pending or
 * parked event has no publication and stays.
 */
export function keepPublishedFor({ db }: MongoConnection, days: number): Promise<void> {
  const { outbox } = collectionsOf(db);
  const expireAfterSeconds = days * DAY_SECONDS;
  return translating(async () => {
    const index = (await outbox.indexes()).find(({ key }) => key['publishedAt'] !== undefined);
    if (index?.expireAfterSeconds === expireAfterSeconds) return;
    const change = { keyPattern: { publishedAt: 1 }, expireAfterSeconds };
    await db.command({ collMod: outbox.collectionName, index: change });
  });
}
