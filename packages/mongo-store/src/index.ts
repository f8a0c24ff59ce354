export { type MongoConnection, type MongoSettings, openMongo } from './connection.js';
export { putDatabaseUsers } from './database-users.js';
export { ensureIndexes } from './indexes.js';
export { createMongoStore } from './profile-store.js';
