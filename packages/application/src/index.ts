export type { CallContext } from './pipeline/call-context.js';
export type { Lookups, ProfileCriteria, ProfileSearch, SearchOrder, SearchPlace } from './ports/lookups.js';
export { perform } from './pipeline/run-operation.js';
export {
  type AccessLog,
  type AccessRecord,
  type ChangePlace,
  type ChangeRecord,
  type ChangeStretch,
  ClaimLost,
  type Clock,
  type Commit,
  type Credential,
  type Erasure,
  type GuessBrake,
  type IdempotencyAnswer,
  type IdempotencyClaim,
  type IdempotencyKey,
  type IdempotencyRecords,
  type Ids,
  type OutboxEvent,
  type PasswordHasher,
  type ProfileReader,
  type ProfileStore,
  type PurgePlace,
  StaleRevision,
  StoreUnavailable,
  UniqueKeyTaken,
} from './ports/profile-store.js';
export { profilesApiFor } from './profiles-api.js';
export { type PurgeProgress, type PurgeRun, purgeExpired } from './purge.js';
export type { Dependencies, Settings } from './pipeline/use-case.js';
