export type { CustomerChangedEvent } from '@profiles/contracts/events';
export { StalePositionError } from './errors.js';
export type { Position } from './position.js';
export { inMemoryPositions, type Positions } from './positions.js';
export {
  createWebhookReceiver,
  type WebhookGap,
  type WebhookOutcome,
  type WebhookReceiver,
  type WebhookReceiverSettings,
  type WebhookReception,
  type WebhookRequest,
} from './webhook-receiver.js';
