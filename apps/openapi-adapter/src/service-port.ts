import type { Caller, CallOptions, FieldError, NamedOperation } from '@profiles/contracts';

/** One call of a partner: its token is verified and its cost is charged to the quota. */
export interface EdgeCall extends CallOptions {
  readonly caller: Caller;
  readonly correlationId: string;
  /** The address that the call came from. */
  readonly forwardedFor: string;
  /** The errors in the headers of the request. */
  readonly metadataErrors?: readonly FieldError[];
  /** The revisions the caller has; `'*'` is any. */
  readonly ifNoneMatch?: readonly number[] | '*';
}

/**
 * Executes an operation. Resolves to the JSON of its value, or undefined if it has none. It is text, or UTF-8, because the adapter
 * does not read it. Rejects with {@link ProfilesError} only.
 */
export type ExecuteOperation = (
  named: NamedOperation,
  input: unknown,
  call: EdgeCall,
) => Promise<string | Buffer | undefined>;

/** The service that executes the operations, and its readiness. */
export interface ServicePort {
  readonly execute: ExecuteOperation;
  /** The readiness checks of the adapter: each rejects while the service can't be used. */
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
  close(): Promise<void>;
}
