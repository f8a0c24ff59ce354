export { admit, authorise, mayActFor } from './authorise.js';
export { badInput } from './bad-input.js';
export { isBlank } from './blank-text.js';
export type { CallOptions, ResponseMeta } from './call-options.js';
export type { Caller } from './caller.js';
export {
  type CatalogueEntry,
  ERROR_CATALOGUE,
  type ErrorCode,
  isErrorCode,
  type RetryAdvice,
} from './error-catalogue.js';
export {
  CUSTOMER_CHANGED_SCHEMA_PATH,
  type CustomerChangedData,
  type CustomerChangedEvent,
  cloudEvent,
  customerChangedEvent,
  customerChangedJsonSchema,
  EVENT_STREAM,
  EVENT_SUBJECT_PREFIX,
  FIRST_EPOCH,
  subjectOf,
} from './events.js';
export { PROFILE_EXPORT_SCHEMA_PATH, profileExportJsonSchema } from './export-schema.js';
export { iso6393Of, languageTwinOf } from './language.js';
export {
  acceptsIdempotencyKey,
  bodyTypesOf,
  COMMON_ERRORS,
  IDEMPOTENCY_ERRORS,
  idempotencyKeyErrors,
  type Operation,
  type RestMeta,
  type RestMethod,
  takesBody,
  WRITE_ERRORS,
} from './operation.js';
export {
  DOCUMENTED_SUBJECT,
  type ExampleCustomer,
  type ExampleSubject,
  type NamedPart,
  namedParts,
} from './operation-example.js';
export { MAX_CURSOR } from './operations/events/list-events.js';
export { malformedCursor } from './operations/events/malformed-cursor.js';
export { OPERATIONS, SUBSCRIBE_EVENTS } from './operations.js';
export { cursorFrom, partsOfCursor } from './page-cursor.js';
export { isTooCostly, MAX_HASH_COST, type PasswordHash, passwordHashFrom } from './password-hash.js';
export { Permission } from './permissions.js';
export {
  type InputOf,
  type NamedOperation,
  OPERATION_LIST,
  type Operations,
  type OutputOf,
  type ParsedInputOf,
  type ProfilesApi,
  parseInput,
  profilesApiFrom,
} from './profiles-api.js';
export {
  errorFromProblem,
  type FieldError,
  type Problem,
  ProfilesError,
  type ProfilesErrorDetails,
  problemOf,
} from './profiles-error.js';
export {
  type MemberForm,
  type ResponseMember,
  type ResponseShape,
  responseShapeOf,
} from './response-shape.js';
export {
  type CustomerPreferenceResponse,
  type CustomerResponse,
  customerResponse,
  type DeactivatedCustomer,
  type EcardOwnershipResponse,
} from './schemas/customer-response.js';
export { ecardOwnershipResponse } from './schemas/ecard-ownership.js';
export type { ImportResponse, RowOutcome } from './schemas/import.js';
export { type ImportRow, importRow, type ParsedImportRow } from './schemas/import-row.js';
export { preferenceResponse } from './schemas/preference.js';
export type { SearchCriteria } from './schemas/search-criteria.js';
export { webhookTest, webhookTestEvent } from './schemas/webhook.js';
export { UnreadableInput } from './unreadable-input.js';
