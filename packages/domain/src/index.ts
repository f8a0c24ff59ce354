export { type Birth, type CreateProfile, decideCreate } from './create-profile.js';
export { decideDeactivate } from './deactivate-profile.js';
export {
  type Accepted,
  type Changes,
  type Decision,
  type EcardChange,
  type ProfileChange,
  type Rejected,
  Rejection,
  type RejectionCode,
  type RejectionDetails,
  reject,
} from './decision.js';
export { type EcardFields, type EcardOwnership, sixteenDigits, tenDigits } from './ecard.js';
export { decideAddEcard, decideUpdateEcard } from './ecard-ownership.js';
export { type CalendarDay, type Instant, laterOf } from './instant.js';
export { decideMerge } from './merge-profiles.js';
export { tidiedName } from './names.js';
export type { Patch } from './patch.js';
export { type AddressInUpdate, isPostCodeOf, type NewAddress } from './postal-addresses.js';
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
  ProfileStatus,
  ProfileType,
} from './profile.js';
export { answersTo, isMerged, refusalOfWrite } from './redirection.js';
export { decideRestore } from './restore-profile.js';
export { changedFields, type Stamp, stamped } from './revision.js';
export { meets, type SearchKind, type SearchTerm, searchTermsOf, wordTerms } from './search-terms.js';
export { comparable, rejectionOfTakenKey, uniqueKeysOf } from './uniqueness.js';
export { decideUpdate, type ProfilePatch } from './update-profile.js';
