import type { CustomerChangedData } from '@profiles/contracts';
import type {
  DefinitionChange,
  EcardChange,
  EcardOwnership,
  FieldChange,
  Instant,
  PreferenceDefinition,
  Profile,
  ProfileSummary,
} from '@profiles/domain';
import type { Lookups, ProfileCriteria } from './lookups.js';

/** Reads of committed state. */
export interface ProfileReader extends Lookups<Profile> {
  /** The same lookups, without reading what can be long. */
  readonly brief: Lookups<ProfileSummary>;
  /** Who owns this card now. */
  currentEcard(ecardOperator: string, ecardNumber: number): Promise<EcardOwnership | undefined>;
  /** The current ownerships of all cards with this number, one per operator. */
  currentEcardsNumbered(ecardNumber: number): Promise<EcardOwnership[]>;
  /** Every ownership of a customer, ended ones too, oldest first. */
  ecardsOf(customerNumber: number): Promise<EcardOwnership[]>;
  /** How many profiles a search would find without a limit. */
  count(criteria: ProfileCriteria): Promise<number>;
  /** Those of these that exist, in any order. */
  preferenceDefinitions(ids: readonly number[]): Promise<PreferenceDefinition[]>;
  /** All of an organisation, by id. */
  preferenceDefinitionsOf(organisationId: number): Promise<PreferenceDefinition[]>;
  passwordHashOf(customerNumber: number): Promise<string | undefined>;
  /** What was changed of these customers, the latest first; with `after`, what comes behind that place. */
  changesOf(customerNumbers: readonly number[], stretch?: ChangeStretch): Promise<ChangeRecord[]>;
  /** Who looked at these customers, the latest first. */
  accessesOf(customerNumbers: readonly number[]): Promise<AccessRecord[]>;
  /** Profiles whose time is over at an instant (see `isPurgeable` in the domain), the longest expired first. */
  purgeable(until: Instant, stretch: { readonly limit: number; readonly after?: PurgePlace }): Promise<Profile[]>;
}

/** A part of the history of some customers. */
export interface ChangeStretch {
  readonly after?: ChangePlace;
  readonly limit?: number;
}

/** Where among those that expire a profile stands. */
export interface PurgePlace {
  readonly expirationDate: Instant;
  readonly customerNumber: number;
}

/** Where in a history a change stands. */
export type ChangePlace = Pick<ChangeRecord, 'at' | 'revision' | 'customerNumber'>;

export interface ProfileStore extends ProfileReader {
  /** The one door for writes: all of it is written, or nothing is. */
  commit(commit: Commit): Promise<void>;
  /** A number that was never given out before and never will be again. */
  nextCustomerNumber(): Promise<number>;
  /** The same for preference definitions. */
  nextPreferenceId(): Promise<number>;
  readonly idempotency: IdempotencyRecords;
  readonly accessLog: AccessLog;
}

/** All that one operation writes. Profiles are written on the revision they were read at. */
export interface Commit {
  readonly profiles: readonly { readonly before?: Profile; readonly after?: Profile }[];
  readonly ecards: readonly EcardChange[];
  /** Written on the version they were read at. */
  readonly definitions?: readonly DefinitionChange[];
  readonly events: readonly OutboxEvent[];
  /** The history of what was changed. What is about profiles that go for good, or also about them, goes with them. */
  readonly changes: readonly ChangeRecord[];
  /** The proof that profiles went for good, when some do. */
  readonly erasure?: Erasure;
  readonly credentials?: readonly Credential[];
  readonly idempotency?: StoredResponse;
}

/** An event as it waits in the outbox. */
export interface OutboxEvent {
  readonly id: string;
  readonly occurredAt: Instant;
  readonly data: CustomerChangedData;
  /** The W3C trace context of the call that made the change. It travels beside the event, not in it. */
  readonly traceparent?: string;
}

/** One change of one profile, or of one preference definition: who did what to which fields, from where. */
export interface ChangeRecord {
  /** The id of the event of the same change. */
  readonly id: string;
  readonly customerNumber?: number;
  readonly preferenceId?: number;
  readonly organisationId: number;
  readonly revision: number;
  readonly at: Instant;
  /** The slug of the operation. */
  readonly operation: string;
  readonly changedBy: string;
  readonly changedByChannel: string;
  readonly clientId: string;
  /** The organisation of the caller, which for a caller of all organisations may be another one. */
  readonly callerOrganisationId: number;
  readonly clientName?: string;
  readonly correlationId: string;
  readonly fields: readonly FieldChange[];
  /** Who was merged into this customer at the time: nobody can tell whose a value was. Absent when nobody was. */
  readonly alsoAbout?: readonly number[];
}

/** That somebody looked at a customer. */
export interface AccessRecord {
  readonly id: string;
  readonly customerNumber: number;
  readonly at: Instant;
  /** The slug of the operation. */
  readonly operation: string;
  readonly clientId: string;
  readonly callerOrganisationId: number;
  readonly clientName?: string;
  /** The person behind the client, where the request names one. */
  readonly lookedBy?: string;
  readonly correlationId: string;
}

export interface AccessLog {
  /** Takes records to be written soon. It never waits and never fails: a read is not slower for being recorded. */
  record(records: readonly AccessRecord[]): void;
  /** Resolves when all that was taken is written. */
  flush(): Promise<void>;
}

/** What stays of profiles that went for good: no data of the person, only that and when and why. */
export interface Erasure {
  readonly id: string;
  readonly organisationId: number;
  readonly customerNumbers: readonly number[];
  readonly at: Instant;
  /** `erase-profile` or `purge`. */
  readonly cause: string;
  readonly clientId: string;
  readonly correlationId: string;
}

/** A password's hash. It lives apart from the profile, so that no read of a profile can carry it out. */
export interface Credential {
  readonly customerNumber: number;
  readonly organisationId: number;
  readonly passwordHash: string;
}

/** What is known of an earlier call with the same idempotency key. */
export type IdempotencyClaim =
  | { readonly state: 'claimed' }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly fingerprint: string; readonly answer: string };

export interface IdempotencyKey {
  /** Organisation, client, operation and the key the caller sent. */
  readonly id: string;
  /** A digest of the input, to tell a repetition from another request. */
  readonly fingerprint: string;
  /** Which of several identical calls this is. */
  readonly claimant: string;
}

export interface StoredResponse extends IdempotencyKey {
  /** The answer as JSON, to be given again. */
  readonly answer: string;
  /** Whose data the answer holds, for an erasure to find it. */
  readonly customerNumbers: readonly number[];
}

export interface IdempotencyRecords {
  /** Takes the key for this call, unless another call has it. A claim whose call died is taken over after a minute. */
  claim(key: IdempotencyKey, now: Instant): Promise<IdempotencyClaim>;
  /** Keeps an answer that came without a write. */
  finish(answer: StoredResponse): Promise<void>;
  /** Gives the key back: the call failed without an answer worth keeping. */
  release(key: IdempotencyKey): Promise<void>;
}

/** A document was no longer as it was read. The use case runs again. */
export class StaleRevisionError extends Error {
  override name = 'StaleRevisionError';
}

/** Another profile of the organisation holds this key (see `uniqueKeysOf` in the domain). */
export class UniqueKeyTakenError extends Error {
  override name = 'UniqueKeyTakenError';
  readonly key: string;
  constructor(key: string) {
    // The key may hold an email: it stays out of the message.
    super('A unique key is taken.');
    this.key = key;
  }
}

/** Another call has taken over the idempotency key: this one came too late to write. */
export class ClaimLostError extends Error {
  override name = 'ClaimLostError';
}

/** The store can't be reached or can't answer now. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
}

export interface Clock {
  now(): Instant;
  /** Resolves after so many milliseconds. */
  pause(millis: number): Promise<void>;
}

export interface Ids {
  /** 32 random lower-case hex characters. */
  profileUuid(): string;
  /** A random RFC 4122 UUID, for ownerships, tickets and the like. */
  uuid(): string;
  /** A UUID (version 7) that begins with the time: sorting by it is sorting by when it happened. */
  uuidAt(at: Instant): string;
  /** A number in [0, 1), for jitter. */
  random(): number;
  /** A collision-free digest of a text. */
  digest(text: string): string;
}

/** A password that somebody tries: for which customer, and from where. */
export interface Guess {
  readonly customer: string;
  readonly address: string | undefined;
}

/** Slows down who loginThrottle passwords. */
export interface LoginThrottle {
  /** Counts a guess; throws ProfilesError (429) when too many were wrong. */
  take(guess: Guess): Promise<void>;
  /** The guess was right: it is not counted. */
  right(guess: Guess): Promise<void>;
}

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long when there is no hash, so that nobody learns from the time it takes which usernames exist. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** As slow as a hash, but the same each time for the same salt: tells whether two passwords are one. */
  fingerprint(password: string, salt: string): Promise<string>;
}
