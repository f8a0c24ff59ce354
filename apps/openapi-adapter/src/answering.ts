import type { Caller, CallOptions, FieldError, NamedOperation } from '@profiles/contracts';

/** One call of a partner, whose token has been checked and whose share has been spent. */
export interface EdgeCall extends CallOptions {
  readonly caller: Caller;
  readonly correlationId: string;
  /** Where the call came from. */
  readonly forwardedFor: string;
  /** What is wrong with the headers of the request. */
  readonly metadataErrors?: readonly FieldError[];
  /** The revisions the caller has; `'*'` is any. */
  readonly ifNoneMatch?: readonly number[] | '*';
}

/**
 * Does the work of an operation and answers with the JSON text of its value, undefined where there is none. Text,
 * because nobody here looks into it. Rejects with ProfilesError only.
 */
export type Answering = (named: NamedOperation, input: unknown, call: EdgeCall) => Promise<string | undefined>;

/** What does the work, and how one sees that it can. */
export interface ServiceBehind {
  readonly answering: Answering;
  /** What the adapter's readiness goes by: each rejects while it is of no use. */
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
  close(): Promise<void>;
}
