import type { EcardOwnership, Instant, PreferenceDefinition, Profile, ProfileSummary } from '@profiles/domain';
import type { AccessLog, AccessRecord, AccessStretch } from './access-log.js';
import type { ChangeRecord, ChangeStretch } from './change-records.js';
import type { Commit } from './commit.js';
import type { DuplicatePairs } from './duplicate-pairs.js';
import type { IdempotencyRecords } from './idempotency-records.js';
import type { Imports } from './imports.js';
import type { Lookups, ProfileCriteria, StoredProfile } from './lookups.js';
import type { WebhookReader } from './webhooks.js';

/** Reads of committed state. */
export interface ProfileReader extends Lookups<Profile> {
  /** The same lookups of summaries: preferences and notes, which can be long, are not read. */
  readonly summaries: Lookups<ProfileSummary>;
  /** The same lookups of profiles in stored form, for responses as text. Absent in a store that keeps objects. */
  readonly stored?: StoredLookups;
  /** The current ownership of this card, whichever organisation its owner belongs to. */
  currentEcard(ecardOperator: string, ecardNumber: number): Promise<EcardOwnership | undefined>;
  /** The current ownerships of all cards with this number, one per operator. */
  currentEcardsNumbered(ecardNumber: number): Promise<EcardOwnership[]>;
  /** Every ownership of a customer, ended ones included, oldest first. */
  ecardsOf(customerNumber: number): Promise<EcardOwnership[]>;
  /** The number of profiles that a search finds without a limit. */
  count(criteria: ProfileCriteria): Promise<number>;
  /** The definitions with these ids that exist, in any order. */
  preferenceDefinitions(ids: readonly number[]): Promise<PreferenceDefinition[]>;
  /** The definitions of an organisation, by id. */
  preferenceDefinitionsOf(organisationId: number, stretch?: DefinitionStretch): Promise<PreferenceDefinition[]>;
  /** Whether any profile of the organisation holds a value of this preference, whatever its status. [PREF-1] */
  isPreferenceHeld(organisationId: number, preferenceId: number): Promise<boolean>;
  /** [DISTINCT-1] Every profile of the organisation that has a mark about one of these customers. */
  markedDistinctFrom(organisationId: number, customerNumbers: readonly number[]): Promise<Profile[]>;
  /** The number of current cards of a customer, counted up to the limit of a profile. [LIMIT-1] */
  countCurrentEcards(customerNumber: number): Promise<number>;
  /** The hash of a customer's password. `within` names the organisation of the customer. */
  passwordHashOf(customerNumber: number, within?: number): Promise<string | undefined>;
  /** The changes of these customers, the latest first; with `after`, those that follow that place. */
  changesOf(customerNumbers: readonly number[], stretch?: ChangeStretch): Promise<ChangeRecord[]>;
  /** The recorded reads of these customers, the latest first; with `after`, those that follow that place. */
  accessesOf(customerNumbers: readonly number[], stretch?: AccessStretch): Promise<AccessRecord[]>;
  /** Profiles that may be purged at an instant (see `isPurgeable` in the domain), the longest expired first. */
  purgeable(until: Instant, stretch: { readonly limit: number; readonly after?: PurgePlace }): Promise<Profile[]>;
}

/** Lookups of profiles in stored form. */
export interface StoredLookups {
  readonly whole: Lookups<StoredProfile>;
  /** Preferences and notes are not read. */
  readonly summaries: Lookups<StoredProfile>;
}

/** A part of the definitions of an organisation: those with an id greater than `after`. */
export interface DefinitionStretch {
  readonly after?: number | undefined;
  readonly limit?: number;
}

/** The position of a profile among those that expire. */
export interface PurgePlace {
  readonly expirationDate: Instant;
  readonly customerNumber: number;
}

export interface ProfileStore extends ProfileReader {
  /**
   * Writes one unit of work: all of it, or nothing.
   * @throws StaleRevisionError, UniqueKeyTakenError, ClaimLostError, StoreUnavailableError
   */
  commit(commit: Commit): Promise<void>;
  /** A customer number that was never assigned before and never will be again. */
  nextCustomerNumber(): Promise<number>;
  /** The same for preference definitions. */
  nextPreferenceId(): Promise<number>;
  /** The same for postal addresses. The ids are unique in the whole system. */
  nextPostalAddressId(): Promise<number>;
  readonly idempotency: IdempotencyRecords;
  readonly accessLog: AccessLog;
  readonly duplicatePairs: DuplicatePairs;
  readonly webhooks: WebhookReader;
  readonly imports: Imports;
}
