import type { CalendarDay, Instant } from './instant.js';

/** `S` standard, `P` made only to receive a personnel ticket, `T` temporary. */
export type ProfileType = 'S' | 'P' | 'T';

/** `A` active, `P` passive (merged away, or put to rest), `D` deactivated and waiting for the purge. */
export type ProfileStatus = 'A' | 'P' | 'D';

/** `P` private, `I` invoice, `S` shadow. */
export type AddressType = 'P' | 'I' | 'S';

/** The fields of every item that a merge can move to another profile. */
export interface MovableItem {
  /**
   * The merged profile that the item came from, while it is with the survivor [ERASE-1]. Absent for an item of the
   * profile's own. Not part of any response.
   */
  readonly mergedFrom?: number;
}

export interface PostalAddress {
  /** Unique in the whole system and never reused. */
  readonly id: number;
  readonly town: string;
  readonly postCode: string;
  readonly typeOfAddress: AddressType;
  /** ISO 3166-1 alpha-3. */
  readonly countryCode: string;
  readonly verifiedAt?: Instant;
  readonly addressLine1?: string;
  readonly addressLine2?: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

/** The alias under which account based ticketing knows the customer. */
export interface CustomerAccount extends MovableItem {
  readonly accountId: string;
  readonly name?: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

export interface CustomerPreference extends MovableItem {
  readonly preferenceId: number;
  /**
   * Identity of the entry: customer number and revision in which it was set. It tells an entry from a later one of the
   * same preference [UNMERGE-1]. Not part of any response. Entries of earlier versions have none.
   */
  readonly entryId?: string;
  readonly preferenceValue: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

export interface PersonnelTicket extends MovableItem {
  readonly id: string;
  readonly ticketRightOwner: string;
  readonly ticketRightBearer: string;
  readonly validFrom: Instant;
  readonly validTo: Instant;
  readonly ticketHolderCode: string;
}

export interface Note extends MovableItem {
  readonly id: string;
  readonly text: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** The values that a deactivation removed and that a restore brings back [REST-1]. */
export interface SetAside {
  readonly status: 'A' | 'P';
  readonly username?: string;
  readonly expirationDate?: Instant;
}

/** The items that a merge moves, by id: card ownerships, accounts, tickets, notes and preferences. */
export interface Belongings {
  readonly ecards: readonly string[];
  readonly customerAccounts: readonly string[];
  readonly personnelTickets: readonly string[];
  readonly notes: readonly string[];
  readonly preferences: readonly number[];
}

/** The record of a merge on its source, from which an unmerge puts everything back [UNMERGE-1]. */
export interface MergeRecord extends Belongings {
  readonly target: number;
  readonly mergedAt: Instant;
  /** The identity of each entry in `preferences`, in the same order. Absent in records of earlier versions. */
  readonly preferenceEntryIds?: readonly string[];
  /** The target's own values of the fields that were taken from the source; `null` where it had none. */
  readonly replacedValues?: Readonly<Record<string, string | null>>;
  /** The origins of those replaced values that had come from earlier merges. */
  readonly replacedOrigins?: TakenFields;
}

/** The fields whose value came from a merged profile, each with the customer number of that profile. */
export type TakenFields = Readonly<Record<string, number>>;

/** The optional fields that callers give and change. */
export interface ProfileDetails {
  readonly email?: string;
  readonly vippsId?: string;
  /** Calling code with its plus sign. Present exactly when `telephoneNumberNoCountryCode` is. */
  readonly countryCode?: string;
  readonly telephoneNumberNoCountryCode?: string;
  readonly telephoneNumberVerifiedAt?: Instant;
  readonly emailVerifiedAt?: Instant;
  readonly landlineNumber?: string;
  readonly dateOfBirth?: CalendarDay;
  /** ISO 3166-1 alpha-3. */
  readonly nationality?: string;
  readonly expirationDate?: Instant;
  /** Organisation number in the Brønnøysund register, for invoice customers. */
  readonly invoiceOrganisationId?: string;
}

/** A profile without its preferences and notes, which can be long and are shown on request only. */
export interface ProfileSummary extends ProfileDetails {
  readonly customerNumber: number;
  /** 32 lower-case hex characters; not an RFC 4122 UUID. */
  readonly uuid: string;
  readonly organisationId: number;
  readonly customerRef: string;
  readonly profileType: ProfileType;
  readonly status: ProfileStatus;
  /** 1 at creation; increases by one with each change. */
  readonly revision: number;
  readonly surname: string;
  readonly firstName: string;
  readonly languagePreferenceISO6393: string;
  readonly username?: string;
  /** The email of a deactivated profile. Another profile may take the address meanwhile [DEACT-1]. */
  readonly emailOld?: string;
  /** The profile this one was merged into. Present exactly on merged profiles. */
  readonly parentId?: number;
  readonly mergeRecord?: MergeRecord;
  /** The single-valued fields that merges took from their sources and that are unchanged since. */
  readonly takenFrom?: TakenFields;
  readonly setAside?: SetAside;
  /** Every customer number that redirects here, across any number of merges [REDIR-1]. */
  readonly relatedCustomerNumbers: readonly number[];
  /**
   * [IMPORT-1] How often imports added or removed a merged profile, which is no change of this one and has no revision. A
   * write is made on this count besides the revision. Absent before the first time.
   */
  readonly importedMerges?: number;
  readonly postalAddresses: readonly PostalAddress[];
  readonly customerAccounts: readonly CustomerAccount[];
  readonly personnelTickets: readonly PersonnelTicket[];
  /** [DISTINCT-1] The customer numbers of profiles that are other persons, ascending. */
  readonly distinctFrom?: readonly number[];
  readonly lastSignInAt?: Instant;
  readonly lastSignInFrom?: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly createdByChannel: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly changedByChannel: string;
}

type HeadField = 'customerNumber' | 'uuid' | 'organisationId' | 'customerRef' | 'profileType' | 'status' | 'revision';
type NameField = 'surname' | 'firstName' | 'relatedCustomerNumbers';
type OptionalHeadField = 'parentId' | 'email' | 'emailOld' | 'username' | 'setAside' | 'dateOfBirth';

/** The fields that find, select and sort the profiles of a read. The rest of a profile is only shown. */
export type ProfileHead = Pick<ProfileSummary, HeadField | NameField> & {
  readonly [K in OptionalHeadField]?: ProfileSummary[K] | undefined;
};

/** A customer's profile: the complete state that the rules decide on. */
export interface Profile extends ProfileSummary {
  readonly preferences: readonly CustomerPreference[];
  readonly notes: readonly Note[];
}
