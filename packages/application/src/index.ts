export type { CallContext } from './call.js';
export {
  ClaimLost,
  type Clock,
  type Commit,
  type Credential,
  type IdempotencyAnswer,
  type IdempotencyClaim,
  type IdempotencyKey,
  type IdempotencyRecords,
  type Ids,
  type OutboxEvent,
  type PasswordHasher,
  type ProfileCriteria,
  type ProfileReader,
  type ProfileSearch,
  type ProfileStore,
  type SearchOrder,
  type SearchPlace,
  StaleRevision,
  StoreUnavailable,
  UniqueKeyTaken,
} from './ports.js';
export { profilesApiFor } from './profiles-api.js';
export type { Dependencies, Settings } from './use-case.js';
