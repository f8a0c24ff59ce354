export {
  type CustomerChangedData,
  type CustomerChangedEvent,
  customerChangedEvent,
  customerChangedJsonSchema,
  EVENT_STREAM,
  EVENT_SUBJECT_PREFIX,
  subjectOf,
} from '@profiles/contracts/events';
export {
  type ConsumerSettings,
  type CustomerChangedConsumer,
  createCustomerChangedConsumer,
  type Lag,
} from './customer-changed-consumer.js';
export type { Gap, Handling, HandlingSettings } from './customer-lines.js';
export { DEAD_LETTER_STREAM, type DeadLetter } from './dead-letters.js';
export { inMemoryPositions, keyValuePositions, type Positions } from './positions.js';
