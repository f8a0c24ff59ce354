import type { Document } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { OBSOLETE_INDEXES } from '../schema/obsolete-indexes.js';
import { SHARD_KEY, SHARDED_COLLECTIONS } from './shard-map.js';

/** The organisations from `first` to `last`, both included, that a shard holds. */
export interface ZoneRange {
  readonly shard: string;
  readonly first: number;
  readonly last: number;
}

/** One command for `mongos`. */
export interface ShardCommand {
  /** The database that it is sent to. */
  readonly database: string;
  readonly command: Document;
  readonly reason: string;
}

/** The database is no sharded cluster, or its documents are not ready for it. The message names the next step. */
export class NotShardableError extends Error {
  override name = 'NotShardableError';
}

/**
 * Indexes that only a sharded collection needs: sharding requires one that begins with the key and is neither partial nor
 * multikey. The other collections have one for their own statements.
 */
const KEY_INDEXES: Readonly<Record<string, Document>> = {
  accesses: { organisationId: 1, at: 1 },
  erasures: { organisationId: 1 },
};

/**
 * The commands that shard a database, in their order. Zones come before the collections are divided, so that no chunk has to
 * move afterwards.
 */
export function shardPlan(database: string, zones: readonly ZoneRange[] = []): ShardCommand[] {
  const admin = (command: Document, reason: string): ShardCommand => ({ database: 'admin', command, reason });
  return [
    ...OBSOLETE_INDEXES.map(({ collection, keys }) => ({
      database,
      command: { dropIndexes: collection, index: keys },
      reason: 'A later index replaces it. A unique index that does not begin with the shard key can not be sharded.',
    })),
    ...Object.entries(KEY_INDEXES).map(([collection, key]) => ({
      database,
      command: { createIndexes: collection, indexes: [{ key, name: Object.keys(key).join('_') }] },
      reason: 'Sharding needs an index that begins with the key.',
    })),
    ...[...new Set(zones.map(({ shard }) => shard))].map((shard) =>
      admin({ addShardToZone: shard, zone: shard }, 'Each shard has a zone of its name.'),
    ),
    ...zones.flatMap(({ shard, first, last }) =>
      SHARDED_COLLECTIONS.map((collection) =>
        admin(
          {
            updateZoneKeyRange: `${database}.${collection}`,
            min: { organisationId: first },
            max: { organisationId: last + 1 },
            zone: shard,
          },
          'The same range for every collection keeps an organisation on one shard.',
        ),
      ),
    ),
    ...SHARDED_COLLECTIONS.map((collection) =>
      admin(
        { shardCollection: `${database}.${collection}`, key: SHARD_KEY },
        'Divides the collection by organisation.',
      ),
    ),
  ];
}

/** Documents that can't be sharded yet: those of version 0.1 without an organisation. */
const NEEDS_ORGANISATION = ['accesses', 'idempotency'] as const;

const INDEX_NOT_FOUND = 27;
const NAMESPACE_NOT_FOUND = 26;

/**
 * Runs the commands of {@link shardPlan}. It may be run again: each command has no effect the second time.
 * @throws NotShardableError when the connection leads to no `mongos`, or documents lack their organisation
 */
export async function applyShardPlan(
  { client, db }: Pick<MongoConnection, 'client' | 'db'>,
  { commands, onDone }: { readonly commands: readonly ShardCommand[]; readonly onDone: (done: ShardCommand) => void },
): Promise<void> {
  const { msg } = await db.command({ hello: 1 });
  if (msg !== 'isdbgrid') throw new NotShardableError('MONGODB_URI leads to no mongos. Give the address of one.');
  for (const collection of NEEDS_ORGANISATION) {
    const lacking = await db.collection(collection).findOne({ organisationId: { $exists: false } });
    if (lacking === null) continue;
    throw new NotShardableError(`${collection} has documents without an organisation. Run: npm run migrate`);
  }
  for (const one of commands) {
    await client
      .db(one.database)
      .command(one.command)
      .catch((error: { code?: unknown }) => {
        const isGone = error.code === INDEX_NOT_FOUND || error.code === NAMESPACE_NOT_FOUND;
        if (!(isGone && 'dropIndexes' in one.command)) throw error;
      });
    onDone(one);
  }
}
