export { unchanged } from './accept.js';
export { EARLIEST_DAY_OF_BIRTH, isCalendarDay, latestDayAt } from './calendar-day.js';
export { comparablePostCode } from './comparable-post-code.js';
export { comparableTelephone } from './comparable-telephone.js';
export { decideConvert } from './convert-profile.js';
export { type Birth, type CreateProfile, decideCreate } from './create-profile.js';
export { accountOf, decideAddAccount, decideUpdateAccount } from './customer-accounts.js';
export { decideDeactivate } from './deactivate-profile.js';
export {
  type Accepted,
  type Changes,
  type Decision,
  type DefinitionChange,
  type DeliveryChange,
  type EcardChange,
  type InputError,
  type ProfileChange,
  type Rejected,
  Rejection,
  type RejectionCode,
  type RejectionDetails,
  reject,
  type WebhookChange,
} from './decision.js';
export { decideCreateDefinition, decideUpdateDefinition } from './define-preference.js';
export { decideCreateWebhook, decideDeleteWebhook, decideUpdateWebhook } from './define-webhook.js';
export {
  type AttemptOutcome,
  afterAttempt,
  decideRedeliver,
  decideTestWebhook,
  isDelivered,
  isPauseDue,
  isTest,
} from './deliver-webhook.js';
export { decideMarkDistinct, decideUnmarkDistinct } from './distinct-profiles.js';
export { changesPairs, comparePairs, type DuplicatePair, pairsWith } from './duplicate-pairs.js';
export { DUPLICATE_REASONS, duplicatesAmong, duplicateTerms } from './duplicates.js';
export { type EcardFields, type EcardOwnership, sixteenDigits, tenDigits } from './ecard.js';
export { type EcardQuery, ecardQueryFrom, ownershipFoundBy } from './ecard-lookup.js';
export { decideAddEcard, latestOwnership } from './ecard-ownership.js';
export { decideUpdateEcard } from './ecard-transfer.js';
export { decideErase, decideEraseMerged, isPurgeable, purgeableFrom, type WholePerson } from './erase-profile.js';
export { type FieldChange, fieldChanges, joinedByField, withoutValuesFrom } from './field-changes.js';
export {
  decideImportCreate,
  type ImportCreate,
  type ImportedCustomer,
  type ImportedLists,
  type RowScene,
  unknownSurvivor,
} from './import-row.js';
export { decideUndoCreations, decideUndoUpdate, type ImportedState, isAsImported } from './import-undo.js';
export { decideImportUpdate, type ImportUpdate } from './import-update.js';
export { type CalendarDay, type Instant, laterOf } from './instant.js';
export { MAX_CURRENT_ECARDS } from './list-limits.js';
export { decideConnect, decideMerge, type MergeProfiles } from './merge-profiles.js';
export { tidiedName } from './names.js';
export { decideAddNote, noteFrom } from './notes.js';
export type { Patch } from './patch.js';
export { decideAddTicket } from './personnel-tickets.js';
export {
  type AddressInUpdate,
  addressLike,
  decideAddAddress,
  decideDeleteAddress,
  decideUpdateAddress,
  isPostCodeOf,
  type NewAddress,
} from './postal-addresses.js';
export type { PreferenceDefinition } from './preference-types.js';
export {
  decideCreatePreference,
  decideDeletePreference,
  decideReplacePreferences,
  decideUpdatePreference,
  preferenceOf,
} from './preferences.js';
export { type MergePreview, previewMerge } from './preview-merge.js';
export type {
  AddressType,
  CustomerAccount,
  CustomerPreference,
  MergeRecord,
  Note,
  PersonnelTicket,
  PostalAddress,
  Profile,
  ProfileDetails,
  ProfileHead,
  ProfileStatus,
  ProfileSummary,
  ProfileType,
} from './profile.js';
export { isMerged, refusalOfWrite, survivorNumberOf } from './redirection.js';
export { decideRestore } from './restore-profile.js';
export { changedFields, type Stamp, stamped } from './revision.js';
export {
  type AnyOf,
  meets,
  type SearchCriterion,
  type SearchKind,
  type SearchTerm,
  searchTermsOf,
  wordTerms,
} from './search-terms.js';
export { canSignIn, decidePasswordChange, decideSignIn, holderOf, loginsOf } from './sign-in.js';
export { type SortBy, type SortKeys, sortKeysOf } from './sort-order.js';
export { type StoredRow, storedRowOf } from './stored-row.js';
export { type MergeOptions, TAKEABLE_FIELDS, type TakeableField } from './take-fields.js';
export { comparable, rejectionOfTakenKey, uniqueKeysOf } from './uniqueness.js';
export { decideUnmerge } from './unmerge-profiles.js';
export { decideUpdate, type ProfilePatch } from './update-profile.js';
export {
  type DeliveryState,
  deliveryIdOf,
  NO_CUSTOMER,
  secretsAt,
  type Webhook,
  type WebhookDelivery,
} from './webhook.js';
