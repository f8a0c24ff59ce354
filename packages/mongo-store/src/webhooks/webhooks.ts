export { StoreUnavailableError } from '@profiles/application';
export { type MongoConnection, type MongoSettings, openMongo } from '../driver/connection.js';
export { createLeaseStore, WEBHOOK_LEASES } from '../leases/leases.js';
export { ensureWebhookIndexes } from '../schema/indexes.js';
export { type Attempted, createDeliveryWork, type DeliveryWork, type DueDelivery } from './delivery-work.js';
export { WEBHOOK_PARTITIONS } from './documents.js';
export { createDeliveryIntake, type DeliveryIntake, type IntakeEvent, type IntakePosition } from './intake.js';
export { createWorkerWebhooks, type WorkerWebhooks } from './worker-webhooks.js';
