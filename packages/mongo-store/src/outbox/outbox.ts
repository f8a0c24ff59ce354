export { StoreUnavailableError } from '@profiles/application';
export { type MongoConnection, type MongoSettings, openMongo } from '../driver/connection.js';
export { createLeaseStore } from '../leases/leases.js';
export { ensureOutboxIndexes } from '../schema/indexes.js';
export { NEWEST_SCHEMA_VERSION } from '../schema/schema-version.js';
export {
  type ArchivePosition,
  type ArchiveSelection,
  createOutboxArchive,
  type OutboxArchive,
  placeOf,
} from './archive.js';
export { createEpochs, type Epochs } from './epoch.js';
export type { OutboxEvent } from './order.js';
export { createParkedEvents, type ParkedEvent, type ParkedEvents } from './parked-events.js';
export { PARTITIONS } from './partitions.js';
export {
  type Backlog,
  createOutboxReader,
  type OutboxReader,
  type PendingBatch,
  type PendingRequest,
} from './reader.js';
export {
  createReplayRecords,
  type ReplayClaim,
  type ReplayProgress,
  type ReplayRecord,
  type ReplayRecords,
} from './replay-records.js';
export { keepPublishedFor } from './retention.js';
export { createStreamRecords, type StreamRecords } from './stream-records.js';
export { type OutboxWatch, watchOutbox } from './watch.js';
