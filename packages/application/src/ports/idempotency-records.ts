/**
 * The state of an Idempotency-Key at the time of a claim.
 *
 * - `claimed`: this call has the claim.
 * - `running`: another call has it. `remainingMillis` is the time until that claim lapses if its call died.
 * - `done`: a response is stored.
 */
export type IdempotencyClaim =
  | { readonly state: 'claimed' }
  | { readonly state: 'running'; readonly remainingMillis: number }
  | { readonly state: 'done'; readonly fingerprint: string; readonly response: string };

export interface IdempotencyKey {
  /** A digest of organisation, client, operation and the key that the caller sent. */
  readonly id: string;
  /** The organisation of the caller. */
  readonly organisationId: number;
  /** A digest of the input. It tells a repetition from another request. */
  readonly fingerprint: string;
  /** Identifies this call among several identical ones. */
  readonly claimant: string;
}

export interface StoredResponse extends IdempotencyKey {
  /** The response as JSON, as it is replayed. */
  readonly response: string;
  /** The customers whose data the response holds: an erasure deletes the record by them. */
  readonly customerNumbers: readonly number[];
}

/**
 * The records of Idempotency-Keys. A record is either a claim (a call runs) or a stored response. A claim becomes a stored
 * response once; no claim and no release touches it from then on, until it expires 24 hours after the claim.
 */
export interface IdempotencyRecords {
  /**
   * Claims the key for this call, unless another call has it or a response is stored. The store renews the claim until
   * `store`, `release` or a commit with the response ends it. The claim of a crashed process lapses within five seconds.
   */
  claim(key: IdempotencyKey): Promise<IdempotencyClaim>;
  /**
   * Stores the response of a call that wrote nothing.
   * @throws ClaimLostError when this call does not have the claim
   */
  store(response: StoredResponse): Promise<void>;
  /**
   * Ends the claim of a call that failed. It waits no longer than a second. A stored response is never removed.
   * @returns the response, when this call did store one although its commit was reported as failed or unknown
   */
  release(key: IdempotencyKey): Promise<string | undefined>;
}
