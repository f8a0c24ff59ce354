import type { EcardOwnership } from './ecard.js';
import type { PreferenceDefinition } from './preference-types.js';
import type { Profile } from './profile.js';
import type { Webhook, WebhookDelivery } from './webhook.js';

/** The reasons for which a rule rejects a command, by the error code that callers see. */
export const Rejection = {
  BadInput: 400,
  Conflict: 409,
  MergeRefused: 601,
  EmailTaken: 602,
  BadPostCode: 604,
  BadName: 606,
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
  TooMany: 629,
} as const;

export type RejectionCode = (typeof Rejection)[keyof typeof Rejection];

/** One error in the input of a command. */
export interface InputError {
  /** The field, such as `postalAddresses.0.town`. */
  readonly path: string;
  readonly message: string;
}

export interface RejectionDetails {
  /** The field of the input that is wrong, if the rejection is about one. */
  readonly path?: string;
  /** The error and the remedy for the caller; never personal data. */
  readonly message?: string;
  /** Every error in the input, if the rejection is about several fields. */
  readonly errors?: readonly InputError[];
  /** The profile that a merged one redirects to. */
  readonly survivor?: number;
}

/** The rejection of a command. Rules return it and never throw. */
export interface Rejected {
  readonly outcome: 'rejected';
  readonly code: RejectionCode;
  readonly details: RejectionDetails;
}

/** One profile before and after. A new profile has no `before`, a removed one no `after`. */
export interface ProfileChange {
  readonly before?: Profile;
  readonly after?: Profile;
  /** The other party of a merge, connect, unmerge or card transfer. */
  readonly relatedCustomerNumber?: number;
  /** Changed fields that are stored outside the profile, such as the password. Cards need not be named. */
  readonly alsoChanged?: readonly string[];
  /**
   * The merged profile that the moved items belong to: the source, in the change of the target of a merge or unmerge
   * [ERASE-1].
   */
  readonly movedFrom?: number;
  /** The write is recorded but is no change [NOOP-1]: no revision, no event, no history record. */
  readonly isRecordOnly?: boolean;
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

/** One webhook before and after. A deleted one has no `after`. */
export interface WebhookChange {
  readonly before?: Webhook;
  readonly after?: Webhook;
}

/** A delivery of a webhook that is new, or that is sent again. */
export interface DeliveryChange {
  readonly before?: WebhookDelivery;
  readonly after: WebhookDelivery;
}

/** Everything that one decision writes, in one unit of work. */
export interface Changes {
  readonly profiles: readonly ProfileChange[];
  /**
   * Profiles that were read for the decision and that it leaves as they are. Nothing is written if one of them has changed
   * meanwhile.
   */
  readonly checked?: readonly Profile[];
  readonly ecards?: readonly EcardChange[];
  readonly definitions?: readonly DefinitionChange[];
  readonly webhooks?: readonly WebhookChange[];
  readonly deliveries?: readonly DeliveryChange[];
}

/** The acceptance of a command, with what to write. Without changes the requested state is the current one. */
export interface Accepted {
  readonly outcome: 'accepted';
  readonly changes: Changes;
}

export type Decision = Accepted | Rejected;

export function reject(code: RejectionCode, details: RejectionDetails = {}): Rejected {
  return { outcome: 'rejected', code, details };
}

/** Rejects input with errors in one field or several; accepts (undefined) when there are none. */
export function rejectionOfInput(
  errors: readonly InputError[],
  code: RejectionCode = Rejection.BadInput,
): Rejected | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  return reject(code, errors.length === 1 ? first : { message: `${first.path}: ${first.message}`, errors });
}
