import type { EcardOwnership } from './ecard.js';
import type { PreferenceDefinition } from './preference-types.js';
import type { Profile } from './profile.js';

/** The reasons for which a rule says no, by the number that callers see. */
export const Rejection = {
  BadInput: 400,
  Conflict: 409,
  MergeRefused: 601,
  EmailTaken: 602,
  BadPostCode: 604,
  NotAuthorised: 610,
  RestoreRefused: 613,
  AlreadyActive: 614,
  NotFound: 617,
  HoldsPersonnelTicket: 621,
  CustomerAccountTaken: 624,
  CustomerRefTaken: 625,
  VippsIdTaken: 626,
  EcardTaken: 627,
  EcardNumberWrong: 628,
} as const;

export type RejectionCode = (typeof Rejection)[keyof typeof Rejection];

export interface RejectionDetails {
  /** Where the input is at fault, for codes about one field. */
  readonly path?: string;
  /** What the caller should know or do; never personal data. */
  readonly message?: string;
  /** The profile that a merged one leads to. */
  readonly survivor?: number;
}

/** A rule's no. Returned, never thrown. */
export interface Rejected {
  readonly outcome: 'rejected';
  readonly code: RejectionCode;
  readonly details: RejectionDetails;
}

/** One profile before and after; without `before` it is new, without `after` it goes for good. */
export interface ProfileChange {
  readonly before?: Profile;
  readonly after?: Profile;
  /** The other party of a merge, connect, unmerge or card transfer. */
  readonly relatedCustomerNumber?: number;
  /** Fields that changed but stand outside the profile itself, such as its e-cards. */
  readonly alsoChanged?: readonly string[];
}

/** One ownership before and after. */
export interface EcardChange {
  readonly before?: EcardOwnership;
  readonly after?: EcardOwnership;
}

/** One preference definition before and after. */
export interface DefinitionChange {
  readonly before?: PreferenceDefinition;
  readonly after: PreferenceDefinition;
}

/** All that one decision wants written. It is written together or not at all. */
export interface Changes {
  readonly profiles: readonly ProfileChange[];
  readonly ecards?: readonly EcardChange[];
  readonly definitions?: readonly DefinitionChange[];
}

/** A rule's yes, with what to write. Nothing to write means that all was so already. */
export interface Accepted {
  readonly outcome: 'accepted';
  readonly changes: Changes;
}

export type Decision = Accepted | Rejected;

export function accept(changes: Changes): Accepted {
  return { outcome: 'accepted', changes };
}

export function reject(code: RejectionCode, details: RejectionDetails = {}): Rejected {
  return { outcome: 'rejected', code, details };
}

/** Accepts without a write: the state asked for is the state that is. */
export const unchanged: Accepted = accept({ profiles: [] });
