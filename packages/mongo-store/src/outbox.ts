export { StoreUnavailableError } from '@profiles/application';
export { type MongoConnection, type MongoSettings, openMongo } from './connection.js';
export { ensureOutboxIndexes } from './indexes.js';
export {
  type ArchivePosition,
  type ArchiveSelection,
  createOutboxArchive,
  type OutboxArchive,
  placeOf,
} from './outbox-archive.js';
export { type AsideEvents, createAsideEvents, type EventAside } from './outbox-aside.js';
export { createLeaseStore, type LeaseRecord, type LeaseStore } from './outbox-leases.js';
export type { OutboxEvent } from './outbox-order.js';
export { type Backlog, createOutboxReader, type OutboxReader, type PendingBatch } from './outbox-reader.js';
export { keepPublishedFor } from './outbox-retention.js';
export { type OutboxWatch, watchOutbox } from './outbox-watch.js';
export { PARTITIONS } from './partitions.js';
export { createReplayRecords, type ReplayProgress, type ReplayRecord, type ReplayRecords } from './replay-records.js';
