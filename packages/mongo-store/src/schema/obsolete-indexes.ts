import type { Db, Document } from 'mongodb';

/** An index of an earlier version that no statement of this version uses. */
export interface ObsoleteIndex {
  readonly collection: string;
  readonly keys: Document;
}

/**
 * Indexes of version 0.1 that others with the organisation in front replaced (docs/adr/0034-sharding.md), and one that lacks
 * the count of imported merges (docs/adr/0039-imports-and-exports.md). An index is never
 * changed in place: processes of both versions create what they need at start, and a rollback finds its own indexes.
 */
export const OBSOLETE_INDEXES: readonly ObsoleteIndex[] = [
  { collection: 'profiles', keys: { _id: 1, revision: 1 } },
  { collection: 'profiles', keys: { _id: 1, revision: 1, lastSignInAt: 1 } },
  { collection: 'profiles', keys: { _id: 1, revision: 1, lastSignInAt: 1, organisationId: 1 } },
  { collection: 'outbox', keys: { customerNumber: 1, revision: 1 } },
  { collection: 'changes', keys: { customerNumber: 1, at: -1, revision: -1 } },
  { collection: 'duplicatePairs', keys: { members: 1 } },
  { collection: 'idempotency', keys: { _id: 1, claimant: 1 } },
];

/** Drops the obsolete indexes. Returns how many there were. */
export async function dropObsoleteIndexes(db: Db): Promise<number> {
  let dropped = 0;
  for (const { collection, keys } of OBSOLETE_INDEXES) {
    const indexes = await db
      .collection(collection)
      .indexes()
      .catch(() => []);
    const name = indexes.find(({ key }) => JSON.stringify(key) === JSON.stringify(keys))?.name;
    if (name === undefined) continue;
    await db.collection(collection).dropIndex(name);
    dropped += 1;
  }
  return dropped;
}
