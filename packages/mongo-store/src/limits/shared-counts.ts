import type { AnyBulkWriteOperation, Db } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';
import type { LimitDocument } from '../schema/documents.js';

/** Use of a quota that a process counted. */
interface Use {
  readonly key: string;
  readonly amount: number;
  readonly windowMillis: number;
}

/** The use of a quota by all processes in its window. */
interface Total {
  readonly total: number;
  readonly remainingMillis: number;
}

/** A process that has not been heard of for this long is gone, in milliseconds. */
const PROCESS_MILLIS = 30_000;
/** The longest time of an exchange, in milliseconds: counting by itself is better than waiting. */
const EXCHANGE_MILLIS = 2_000;

/**
 * The counts that all processes share. They are approximate by design and live for a window only, so they are written with
 * `w: 1`: after a fail-over the callers get a little more.
 */
export function sharedCounts({ db, now }: Pick<MongoConnection, 'db' | 'now'>) {
  const limits = limitsIn(db);
  return {
    async add(uses: readonly Use[]): Promise<Map<string, Total>> {
      const at = now();
      const signal = AbortSignal.timeout(EXCHANGE_MILLIS);
      const ids = uses.map(({ key }) => key);
      const writes: AnyBulkWriteOperation<LimitDocument>[] = [
        // The window may have ended: the TTL index removes its count only once a minute.
        { deleteMany: { filter: { _id: { $in: ids }, expiresAt: { $lte: new Date(at) } } } },
        ...uses.map(({ key, amount, windowMillis }) => ({
          updateOne: {
            filter: { _id: key },
            update: { $inc: { count: amount }, $setOnInsert: { expiresAt: new Date(at + windowMillis) } },
            upsert: true,
          },
        })),
      ];
      await limits.bulkWrite(writes, { ordered: true });
      const found = await limits.find({ _id: { $in: ids } }, { signal }).toArray();
      return new Map(
        found.map(({ _id, count = 0, expiresAt }) => [
          _id,
          { total: count, remainingMillis: Math.max(0, expiresAt.getTime() - now()) },
        ]),
      );
    },
    async announce(process: string): Promise<number> {
      const at = now();
      await limits.updateOne(
        { _id: `process/${process}` },
        { $set: { expiresAt: new Date(at + PROCESS_MILLIS) } },
        { upsert: true },
      );
      // Between the keys of processes: no digest has a slash.
      return limits.countDocuments({ _id: { $gte: 'process/', $lt: 'process0' }, expiresAt: { $gt: new Date(at) } });
    },
  };
}

function limitsIn(db: Db) {
  const { collectionName } = collectionsOf(db).limits;
  return db.collection<LimitDocument>(collectionName, {
    writeConcern: { w: 1 },
    readConcern: { level: 'local' },
  });
}
