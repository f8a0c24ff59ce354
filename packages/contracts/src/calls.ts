// The light entry `@profiles/contracts/calls`: what the typed client needs at run time. No operations, no schemas, no tables.

export type { CallOptions, ResponseMeta } from './call-options.js';
export { ERROR_CATALOGUE, type ErrorCode, isErrorCode } from './error-catalogue.js';
export {
  errorFromProblem,
  type FieldError,
  type Problem,
  ProfilesError,
  type ProfilesErrorDetails,
} from './profiles-error.js';
