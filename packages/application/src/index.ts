export type { CallContext } from './pipeline/call-context.js';
export { perform } from './pipeline/run-operation.js';
export type { Dependencies, Settings } from './pipeline/use-case.js';
export type { Lookups, ProfileCriteria, ProfileSearch, SearchOrder, SearchPlace } from './ports/lookups.js';
export {
  type AccessLog,
  type AccessRecord,
  type ChangePlace,
  type ChangeRecord,
  type ChangeStretch,
  ClaimLostError,
  type Clock,
  type Commit,
  type Credential,
  type Erasure,
  type IdempotencyClaim,
  type IdempotencyKey,
  type IdempotencyRecords,
  type Ids,
  type LoginThrottle,
  type OutboxEvent,
  type PasswordHasher,
  type ProfileReader,
  type ProfileStore,
  type PurgePlace,
  StaleRevisionError,
  type StoredResponse,
  StoreUnavailableError,
  UniqueKeyTakenError,
} from './ports/profile-store.js';
export { profilesApiFor } from './profiles-api.js';
export { type PurgeProgress, type PurgeRun, purgeExpired } from './purge.js';
