import type { CalendarDay, Instant } from './instant.js';

/** `S` standard, `P` made only to receive a personnel ticket, `T` temporary. */
export type ProfileType = 'S' | 'P' | 'T';

/** `A` active, `P` passive (merged away, or put to rest), `D` deactivated and waiting for the purge. */
export type ProfileStatus = 'A' | 'P' | 'D';

/** `P` private, `I` invoice, `S` shadow. */
export type AddressType = 'P' | 'I' | 'S';

export interface PostalAddress {
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
export interface CustomerAccount {
  readonly accountId: string;
  readonly name?: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

export interface CustomerPreference {
  readonly preferenceId: number;
  readonly preferenceValue: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

export interface PersonnelTicket {
  readonly id: string;
  readonly ticketRightOwner: string;
  readonly ticketRightBearer: string;
  readonly validFrom: Instant;
  readonly validTo: Instant;
  readonly ticketHolderCode: string;
}

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** What a deactivation put away, for the restore to bring back. */
export interface SetAside {
  readonly status: 'A' | 'P';
  readonly username?: string;
  readonly expirationDate?: Instant;
}

/** What passes from one profile to another, by id: ownerships of cards, accounts, tickets, notes, preferences. */
export interface Belongings {
  readonly ecards: readonly string[];
  readonly customerAccounts: readonly string[];
  readonly personnelTickets: readonly string[];
  readonly notes: readonly string[];
  readonly preferences: readonly number[];
}

/** What a merge moved from the source to the target, so that it can be put back. */
export interface MergeRecord extends Belongings {
  readonly target: number;
  readonly mergedAt: Instant;
}

/** The optional fields that callers give and change. */
export interface ProfileDetails {
  readonly email?: string;
  readonly vippsId?: string;
  /** Telephone prefix with its plus sign; stands and falls with `telephoneNumberNoCountryCode`. */
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

/** A profile without what can be long and is shown on request only. */
export interface ProfileSummary extends ProfileDetails {
  readonly customerNumber: number;
  /** 32 lower-case hex characters; not an RFC 4122 UUID. */
  readonly uuid: string;
  readonly organisationId: number;
  readonly customerRef: string;
  readonly profileType: ProfileType;
  readonly status: ProfileStatus;
  /** 1 at creation, one more with each change that was published. */
  readonly revision: number;
  readonly surname: string;
  readonly firstName: string;
  readonly languagePreferenceISO6393: string;
  readonly username?: string;
  /** The email a deactivated profile had: kept here, so that another may take it. */
  readonly emailOld?: string;
  /** The profile this one was merged into. Present exactly on merged profiles. */
  readonly parentId?: number;
  readonly mergeRecord?: MergeRecord;
  readonly setAside?: SetAside;
  /** Every customer number that leads here, over any number of merges. */
  readonly relatedCustomerNumbers: readonly number[];
  readonly postalAddresses: readonly PostalAddress[];
  /** The highest address id ever given here: none is given twice, even after the address went. */
  readonly lastPostalAddressId?: number;
  readonly customerAccounts: readonly CustomerAccount[];
  readonly personnelTickets: readonly PersonnelTicket[];
  readonly lastSignInAt?: Instant;
  readonly lastSignInFrom?: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly createdByChannel: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly changedByChannel: string;
}

/** A customer's profile: everything the rules decide on. */
export interface Profile extends ProfileSummary {
  readonly preferences: readonly CustomerPreference[];
  readonly notes: readonly Note[];
}
