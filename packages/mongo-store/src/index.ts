export { type MongoConnection, type MongoSettings, openMongo } from './driver/connection.js';
export { UnsupportedServerError } from './driver/server-version.js';
export { sharedCounts } from './limits/shared-counts.js';
export { type MigrationOptions, type MigrationProgress, migrate, restartMigrations } from './migrations/migrate.js';
export { createMongoStore } from './profiles/profile-store.js';
export { type ImportedNumbers, raiseCounters, type UsedNumbers } from './profiles/raise-counters.js';
export { rewriteDerivedFields } from './profiles/rewrite-derived.js';
export { putDatabaseUsers } from './schema/database-users.js';
export { createFormats, type Formats } from './schema/format.js';
export { ensureIndexes } from './schema/indexes.js';
export { dropObsoleteIndexes } from './schema/obsolete-indexes.js';
export type { SchemaVersion } from './schema/schema-version.js';
export {
  applyShardPlan,
  NotShardableError,
  type ShardCommand,
  shardPlan,
  type ZoneRange,
} from './sharding/shard-plan.js';
