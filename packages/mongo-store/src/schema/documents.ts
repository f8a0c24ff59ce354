import type { AccessRecord, ChangeRecord, Erasure } from '@profiles/application';
import type { CustomerChangedData } from '@profiles/contracts';
import {
  type DuplicatePair,
  type EcardOwnership,
  type Instant,
  type PreferenceDefinition,
  type Profile,
  type ProfileSummary,
  purgeableFrom,
  type SortKeys,
  searchTermsOf,
  sortKeysOf,
  uniqueKeysOf,
} from '@profiles/domain';
import { NEWEST_SCHEMA_VERSION, type SchemaVersion } from './schema-version.js';

type List =
  | 'relatedCustomerNumbers'
  | 'postalAddresses'
  | 'customerAccounts'
  | 'preferences'
  | 'personnelTickets'
  | 'notes';

/**
 * A profile with what the indexes need. The keys and terms are derived: the rules for them stand in the domain. A list with
 * nothing in it is absent: it would cost each reader time, and a sparse index room.
 */
export type ProfileDocument = Omit<Profile, 'customerNumber' | List> &
  Partial<Pick<Profile, List>> & {
    readonly _id: number;
    /** The form of the document. Absent in those that version 0.1 wrote. */
    readonly schemaVersion?: SchemaVersion;
    readonly uniqueKeys?: readonly string[];
    readonly terms?: readonly string[];
    /** The key by which search results are sorted. */
    readonly sortKeys?: SortKeys;
    /** [PURGE-1] From when on the purge may remove it. */
    readonly purgeableFrom?: Instant;
    /** The number of commits since the last change that were decided on this profile and left it as it is. */
    readonly checks?: number;
  };

export type PreferenceDefinitionDocument = Omit<PreferenceDefinition, 'id'> & {
  readonly _id: number;
  /** [PREF-1] The code, for its unique index. Absent in documents of earlier versions, which may share one. */
  readonly uniqueCode?: string;
};

export type EcardDocument = Omit<EcardOwnership, 'id'> & {
  readonly _id: string;
  /** Present on current ownerships only: a partial index can't look for an absent field. */
  readonly current?: true;
};

/** The count of a quota in its window, or a process that counts. */
export interface LimitDocument {
  /** A digest, or `process/` and an id. No organisation is in it: the collection stays unsharded. */
  readonly _id: string;
  readonly count?: number;
  /** The end of the window. The TTL index removes the document up to a minute later. */
  readonly expiresAt: Date;
}

export interface OutboxDocument {
  readonly _id: string;
  readonly organisationId: number;
  readonly customerNumber: number;
  readonly revision: number;
  /** The partition of the customer: publishers divide the work by it. */
  readonly partition: number;
  readonly occurredAt: Date;
  readonly data: CustomerChangedData;
  /** The form of the event. Absent in rows of version 0.1, which have no epoch. */
  readonly schemaVersion?: SchemaVersion;
  readonly traceparent?: string;
  /** Present until the event is published or parked. */
  readonly pending?: true;
  readonly publishedAt?: Date;
  /** Present on a parked event: it can never be published as it is. */
  readonly aside?: true;
  /** The reason why it was parked; the number of its customer's events that wait behind it. */
  readonly reason?: string;
  /** Of a parked event: the number of later events of the same customer that wait for it. */
  readonly waitingBehind?: number;
  /** The id of the parked event that this one waits for. */
  readonly behind?: string;
}

export interface CredentialDocument {
  readonly _id: number;
  readonly organisationId: number;
  readonly passwordHash: string;
}

/** A claim on an Idempotency-Key, or the stored response. */
export interface IdempotencyDocument {
  readonly _id: string;
  /** The organisation of the caller. Absent in documents of version 0.1, which live for a day. */
  readonly organisationId?: number;
  /** The call that has the claim. Absent once a response is stored. */
  readonly claimant?: string;
  /** The call that stored the response. */
  readonly storedBy?: string;
  readonly fingerprint: string;
  /** The time of the claim, on the clock of the database. */
  readonly claimedAt: Date;
  /** The end of the claim unless it is renewed, on the clock of the database. */
  readonly heldUntil?: Date;
  readonly expiresAt: Date;
  /** The response as JSON. */
  readonly answer?: string;
  readonly customerNumbers?: readonly number[];
}

export type ChangeDocument = Omit<ChangeRecord, 'id'> & {
  readonly _id: string;
  /** [DUP-1] Present until the pairs of the profile have been determined again. */
  readonly pairsDue?: true;
};

/** [DUP-1] Two likely duplicates. The id is both customer numbers, the lower one first. */
export type DuplicatePairDocument = DuplicatePair & {
  readonly _id: string;
  readonly organisationId: number;
  readonly members: readonly number[];
  /** The difference of the score to certainty, in hundredths. */
  readonly doubt: number;
};

/** An organisation whose pairs are maintained. */
export interface PairStateDocument {
  readonly _id: number;
  /** When its duplicates were first listed. */
  readonly since: Date;
  /** The last customer of a walk through profiles that were written before changes were marked. Absent when it is done. */
  readonly walkedTo?: number;
}

export type AccessDocument = Omit<AccessRecord, 'id' | 'at'> & {
  readonly _id: string;
  /** A date, so that records can expire. */
  readonly at: Date;
};

/** A proof, with how many documents went from where. */
export type ErasureDocument = Omit<Erasure, 'id'> & {
  readonly _id: string;
  readonly removed: Readonly<Record<string, number>>;
};

export interface CounterDocument {
  readonly _id: string;
  readonly next: number;
}

export function profileDocument(profile: Profile): ProfileDocument {
  const { customerNumber, relatedCustomerNumbers, postalAddresses, customerAccounts, ...others } = profile;
  const { preferences, personnelTickets, notes, ...fields } = others;
  const terms = searchTermsOf(profile);
  const purgeable = purgeableFrom(profile);
  return {
    _id: customerNumber,
    schemaVersion: NEWEST_SCHEMA_VERSION,
    ...fields,
    ...filled({ relatedCustomerNumbers, postalAddresses, customerAccounts, preferences, personnelTickets, notes }),
    uniqueKeys: uniqueKeysOf(profile),
    ...(terms.length > 0 && { terms }),
    sortKeys: sortKeysOf(profile),
    ...(purgeable !== undefined && { purgeableFrom: purgeable }),
  };
}

/** The lists with something in them. */
function filled(lists: Pick<Profile, List>): Partial<Pick<Profile, List>> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Each field by its name. Documents come from BSON in a form that is slow to copy; a profile that is built from names is
 * ten times faster to make, and to copy later on.
 */
export function profileFrom(document: ProfileDocument): Profile {
  const profile = summaryFrom(document) as Writable<Profile>;
  profile.preferences = document.preferences ?? [];
  profile.notes = document.notes ?? [];
  return profile;
}

/** The profile without what can be long: it need not have been read. */
export function summaryFrom(document: ProfileDocument): ProfileSummary {
  const profile: Writable<ProfileSummary> = {
    customerNumber: document._id,
    uuid: document.uuid,
    organisationId: document.organisationId,
    customerRef: document.customerRef,
    profileType: document.profileType,
    status: document.status,
    revision: document.revision,
    surname: document.surname,
    firstName: document.firstName,
    languagePreferenceISO6393: document.languagePreferenceISO6393,
    relatedCustomerNumbers: document.relatedCustomerNumbers ?? [],
    postalAddresses: document.postalAddresses ?? [],
    customerAccounts: document.customerAccounts ?? [],
    personnelTickets: document.personnelTickets ?? [],
    createdAt: document.createdAt,
    createdBy: document.createdBy,
    createdByChannel: document.createdByChannel,
    changedAt: document.changedAt,
    changedBy: document.changedBy,
    changedByChannel: document.changedByChannel,
  };
  addDetails(profile, document);
  addTraces(profile, document);
  return profile;
}

/** The optional fields that callers give. An absent one stays absent. */
function addDetails(profile: Writable<ProfileSummary>, document: ProfileDocument): void {
  if (document.email !== undefined) profile.email = document.email;
  if (document.username !== undefined) profile.username = document.username;
  if (document.vippsId !== undefined) profile.vippsId = document.vippsId;
  if (document.countryCode !== undefined) profile.countryCode = document.countryCode;
  if (document.telephoneNumberNoCountryCode !== undefined) {
    profile.telephoneNumberNoCountryCode = document.telephoneNumberNoCountryCode;
  }
  if (document.landlineNumber !== undefined) profile.landlineNumber = document.landlineNumber;
  if (document.dateOfBirth !== undefined) profile.dateOfBirth = document.dateOfBirth;
  if (document.nationality !== undefined) profile.nationality = document.nationality;
  if (document.expirationDate !== undefined) profile.expirationDate = document.expirationDate;
  if (document.invoiceOrganisationId !== undefined) profile.invoiceOrganisationId = document.invoiceOrganisationId;
}

/** The optional fields that operations leave behind. */
function addTraces(profile: Writable<ProfileSummary>, document: ProfileDocument): void {
  if (document.telephoneNumberVerifiedAt !== undefined) {
    profile.telephoneNumberVerifiedAt = document.telephoneNumberVerifiedAt;
  }
  if (document.emailVerifiedAt !== undefined) profile.emailVerifiedAt = document.emailVerifiedAt;
  if (document.emailOld !== undefined) profile.emailOld = document.emailOld;
  if (document.parentId !== undefined) profile.parentId = document.parentId;
  if (document.mergeRecord !== undefined) profile.mergeRecord = document.mergeRecord;
  if (document.setAside !== undefined) profile.setAside = document.setAside;
  if (document.takenFrom !== undefined) profile.takenFrom = document.takenFrom;
  if (document.distinctFrom !== undefined) profile.distinctFrom = document.distinctFrom;
  if (document.importedMerges !== undefined) profile.importedMerges = document.importedMerges;
  if (document.lastSignInAt !== undefined) profile.lastSignInAt = document.lastSignInAt;
  if (document.lastSignInFrom !== undefined) profile.lastSignInFrom = document.lastSignInFrom;
}

export function ecardDocument(ecard: EcardOwnership): EcardDocument {
  const { id, ...fields } = ecard;
  return { _id: id, ...fields, ...(ecard.endOfOwnership === undefined && { current: true as const }) };
}

export function ecardFrom(document: EcardDocument): EcardOwnership {
  const { _id, current: _current, ...fields } = document;
  return { ...fields, id: _id };
}

export function definitionDocument({ id, ...fields }: PreferenceDefinition): PreferenceDefinitionDocument {
  return { _id: id, ...fields, uniqueCode: fields.preferenceCode };
}

export function definitionFrom({
  _id,
  uniqueCode: _code,
  ...fields
}: PreferenceDefinitionDocument): PreferenceDefinition {
  return { ...fields, id: _id };
}
