import { setTimeout } from './pause.js';
import { ProfilesCallError } from './profiles-call-error.js';

/** How calls are repeated that a second execution can't harm. */
export interface RetryOptions {
  /**
   * Attempts of a call, the first included.
   * @defaultValue 3
   */
  readonly attempts?: number;
  /**
   * Gives each write without an `idempotencyKey` one, so that it can be repeated too. The service then keeps one more record
   * per write for 24 hours. Deletions take no key and are not repeated.
   * @defaultValue true
   */
  readonly makeKeys?: boolean;
  /**
   * The longest pause before a repetition, in milliseconds. When the service asks for a longer one (`Retry-After`), the call
   * is not repeated and rejects.
   * @defaultValue 5 000
   */
  readonly maxPauseMillis?: number;
}

/** The kind of an operation: queries and deletions take no Idempotency-Key. */
export type OperationKind = 'query' | 'write' | 'deletion';

/** The mean pause before the first repetition, in milliseconds. It doubles with each one. */
const FIRST_PAUSE_MILLIS = 50;
/** The budget that a client begins with, in repetitions. */
const FULL_BUDGET = 10;
/**
 * The share that a call adds to the budget: one repetition for ten calls. With it a service that refuses everything gets at most a
 * tenth more calls, not three times as many.
 */
const BUDGET_PER_CALL = 0.1;

/** Repeats calls under one budget. */
export interface Retries {
  run<T>(call: { readonly isRepeatable: boolean; readonly signal: AbortSignal }, attempt: () => Promise<T>): Promise<T>;
}

/** Makes the retries of one client. */
export function retriesOf({ attempts = 3, maxPauseMillis = 5_000 }: RetryOptions): Retries {
  let budget = FULL_BUDGET;

  /** The pause before the next attempt, or undefined when there is none. */
  function pauseAfter(error: unknown, attempt: number): number | undefined {
    if (attempt >= attempts || budget < 1) return undefined;
    if (!(error instanceof ProfilesCallError) || !canPass(error)) return undefined;
    const asked = (error.details.retryAfter ?? 0) * 1_000;
    if (asked > maxPauseMillis) return undefined;
    // Full jitter: callers that failed together do not come back together.
    return asked + Math.random() * Math.min(2 * FIRST_PAUSE_MILLIS * 2 ** (attempt - 1), maxPauseMillis);
  }

  return {
    async run({ isRepeatable, signal }, call) {
      budget = Math.min(FULL_BUDGET, budget + BUDGET_PER_CALL);
      for (let attempt = 1; ; attempt++) {
        try {
          return await call();
        } catch (error) {
          const pause = isRepeatable && !signal.aborted ? pauseAfter(error, attempt) : undefined;
          if (pause === undefined) throw error;
          budget -= 1;
          await setTimeout(pause, signal);
          if (signal.aborted) throw error;
        }
      }
    },
  };
}

/** Whether the same call can succeed later: by the catalogue's advice, and for the call with the same key that still runs. */
export function canPass({ reason, retry, details }: ProfilesCallError): boolean {
  if (reason === 'network') return true;
  if (reason !== 'refused') return false;
  return retry === 'backoff' || (retry === 'after-read' && details.retryAfter !== undefined);
}
