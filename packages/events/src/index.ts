export {
  type CustomerChangedData,
  type CustomerChangedEvent,
  customerChangedEvent,
  customerChangedJsonSchema,
  EVENT_STREAM,
  EVENT_SUBJECT_PREFIX,
  subjectOf,
} from '@profiles/contracts/events';
export type { ConsumerSettings, CustomerChangedConsumer } from './consumer-settings.js';
export { createCustomerChangedConsumer } from './customer-changed-consumer.js';
export {
  DEAD_LETTER_HEADERS,
  DEAD_LETTER_STREAM,
  DEAD_LETTER_SUBJECT_PREFIX,
  REPLAYED_DEAD_LETTER_HEADER,
} from './dead-letters.js';
export { HandlerTimeoutError, PinLostError, PositionsMissingError, StalePositionError } from './errors.js';
export type { Gap, Handling, HandlingSettings } from './handling.js';
export type { Lag } from './lag.js';
export {
  ensurePositionsBucket,
  type NatsPositionsSettings,
  natsPositions,
  POSITIONS_BUCKET,
} from './nats-positions.js';
export { openParkedLetters, type ParkedLetter, type ParkedLetters, type ReplayOutcome } from './parked-letters.js';
export type { Position } from './position.js';
export { inMemoryPositions, keyValuePositions, type Positions } from './positions.js';
export type { RetentionWarning } from './retention-watch.js';
export { ensureSubscriberStreams, SUBSCRIBER_STREAMS } from './subscriber-streams.js';
export { prepareSubscription, type SubscriptionSettings } from './subscription.js';
