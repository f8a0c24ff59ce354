export { type MongoConnection, type MongoSettings, openMongo } from './driver/connection.js';
export { UnsupportedServerError } from './driver/server-version.js';
export { sharedCounts } from './limits/shared-counts.js';
export { createMongoStore } from './profiles/profile-store.js';
export { raiseCounters } from './profiles/raise-counters.js';
export { rewriteDerivedFields } from './profiles/rewrite-derived.js';
export { putDatabaseUsers } from './schema/database-users.js';
export { ensureIndexes } from './schema/indexes.js';
