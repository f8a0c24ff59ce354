import type { CustomerChangedData } from '@profiles/contracts';
import type { EcardChange, EcardOwnership, Instant, Profile, SearchTerm } from '@profiles/domain';

/** Reads of committed state. Organisations are not walled off here: see visibility.ts. */
export interface ProfileReader {
  byCustomerNumber(customerNumber: number): Promise<Profile | undefined>;
  byUuid(uuid: string): Promise<Profile | undefined>;
  byCustomerRef(organisationId: number, customerRef: string): Promise<Profile | undefined>;
  /** The one profile that answers to a number (see `answersTo` in the domain), over any number of merges. */
  survivorOf(customerNumber: number): Promise<Profile | undefined>;
  /** Who owns this card now. */
  currentEcard(ecardOperator: string, ecardNumber: number): Promise<EcardOwnership | undefined>;
  /** The current ownerships of all cards with this number, one per operator. */
  currentEcardsNumbered(ecardNumber: number): Promise<EcardOwnership[]>;
  /** Every ownership of a customer, ended ones too, oldest first. */
  ecardsOf(customerNumber: number): Promise<EcardOwnership[]>;
  find(search: ProfileSearch): Promise<Profile[]>;
}

export interface ProfileSearch {
  readonly organisationId: number;
  /** All of them must be met. */
  readonly terms: readonly SearchTerm[];
  readonly includeTemporary: boolean;
  readonly limit: number;
}

export interface ProfileStore extends ProfileReader {
  /** The one door for writes: all of it is written, or nothing is. */
  commit(commit: Commit): Promise<void>;
  /** A number that was never given out before and never will be again. */
  nextCustomerNumber(): Promise<number>;
  readonly idempotency: IdempotencyRecords;
}

/** All that one operation writes. Profiles are written on the revision they were read at. */
export interface Commit {
  readonly profiles: readonly { readonly before?: Profile; readonly after?: Profile }[];
  readonly ecards: readonly EcardChange[];
  readonly events: readonly OutboxEvent[];
  readonly credentials?: readonly Credential[];
  readonly idempotency?: IdempotencyAnswer;
}

/** An event as it waits in the outbox. */
export interface OutboxEvent {
  readonly id: string;
  readonly occurredAt: Instant;
  readonly data: CustomerChangedData;
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

export interface IdempotencyAnswer extends IdempotencyKey {
  /** The answer as JSON, to be given again. */
  readonly answer: string;
  /** Whose data the answer holds, for an erasure to find it. */
  readonly customerNumbers: readonly number[];
}

export interface IdempotencyRecords {
  /** Takes the key for this call, unless another call has it. A claim whose call died is taken over after a minute. */
  claim(key: IdempotencyKey, now: Instant): Promise<IdempotencyClaim>;
  /** Keeps an answer that came without a write. */
  finish(answer: IdempotencyAnswer): Promise<void>;
  /** Gives the key back: the call failed without an answer worth keeping. */
  release(key: IdempotencyKey): Promise<void>;
}

/** A document was no longer as it was read. The use case runs again. */
export class StaleRevision extends Error {
  override name = 'StaleRevision';
}

/** Another profile of the organisation holds this key (see `uniqueKeysOf` in the domain). */
export class UniqueKeyTaken extends Error {
  override name = 'UniqueKeyTaken';
  readonly key: string;
  constructor(key: string) {
    // The key may hold an email: it stays out of the message.
    super('A unique key is taken.');
    this.key = key;
  }
}

/** Another call has taken over the idempotency key: this one came too late to write. */
export class ClaimLost extends Error {
  override name = 'ClaimLost';
}

/** The store can't be reached or can't answer now. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

export interface Clock {
  now(): Instant;
  /** Resolves after so many milliseconds. */
  pause(millis: number): Promise<void>;
}

export interface Ids {
  /** 32 random lower-case hex characters. */
  profileUuid(): string;
  /** A random RFC 4122 UUID, for events, ownerships and the like. */
  uuid(): string;
  /** A number in [0, 1), for jitter. */
  random(): number;
  /** A collision-free digest of a text. */
  digest(text: string): string;
}

export interface PasswordHasher {
  hash(password: string): Promise<string>;
}
