export { maintainPairs } from './duplicates/settle-pairs.js';
export { NO_ROWS } from './imports/import-response.js';
export { BulkTurns } from './pipeline/bulk-turns.js';
export type { CallContext } from './pipeline/call-context.js';
export { runOperation } from './pipeline/run-operation.js';
export { runSubscription } from './pipeline/run-subscription.js';
export type { Dependencies, Settings } from './pipeline/use-case.js';
export type { AccessLog, AccessPlace, AccessRecord, AccessStretch } from './ports/access-log.js';
export type { ChangeEvent } from './ports/change-event.js';
export {
  type ChangePlace,
  type ChangeRecord,
  type ChangeStretch,
  withoutPerson,
} from './ports/change-records.js';
export type { Clock } from './ports/clock.js';
export type { Commit } from './ports/commit.js';
export type { DueCustomers, DuplicatePairs, PairStretch } from './ports/duplicate-pairs.js';
export type { Erasure } from './ports/erasure.js';
export type {
  EventFeed,
  EventPageRequest,
  EventSubscription,
  PositionedEvent,
  SubscriptionRequest,
} from './ports/event-feed.js';
export type {
  IdempotencyClaim,
  IdempotencyKey,
  IdempotencyRecords,
  StoredResponse,
} from './ports/idempotency-records.js';
export type { Ids } from './ports/ids.js';
export {
  type GivenNames,
  type ImportBlock,
  type ImportCounts,
  type ImportImage,
  type ImportPlace,
  type ImportRecord,
  type Imports,
  type ImportWrite,
  type ProfilePart,
  type ProfileStretch,
  type RehearsedProfile,
  ROWS_OF_BLOCK,
  type UnavailableNames,
} from './ports/imports.js';
export type { LoginThrottle, SignInAttempt } from './ports/login-throttle.js';
export type {
  Lookups,
  ProfileCriteria,
  ProfileSearch,
  SearchOrder,
  SearchPlace,
  ShownParts,
  StoredProfile,
} from './ports/lookups.js';
export type { Credential, PasswordHasher } from './ports/passwords.js';
export type { DefinitionStretch, ProfileReader, ProfileStore, PurgePlace } from './ports/profile-store.js';
export {
  ClaimLostError,
  CommitOutcomeUnknownError,
  StaleRevisionError,
  StoreUnavailableError,
  UniqueKeyTakenError,
} from './ports/store-errors.js';
export type { DeliveryRange, DeliveryStretch, WebhookReader, WebhookSecurity } from './ports/webhooks.js';
export { profilesApiFor } from './profiles-api.js';
export { type PurgeProgress, type PurgeRun, purgeExpired } from './purge.js';
export { type ErasureRun, type RepeatedErasures, repeatErasures, type UndecidedErasure } from './repeat-erasures.js';
export { JsonText, JsonWriter } from './responses/json-text.js';
