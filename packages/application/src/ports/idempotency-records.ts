import type { Instant } from '@profiles/domain';

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
