import type { Caller, FieldError, ResponseMeta } from '@profiles/contracts';

/** One call, as its transport understood it. */
export interface CallContext {
  readonly caller: Caller;
  readonly correlationId: string;
  /** The W3C trace context this call is part of. */
  readonly traceparent?: string;
  /** The ET-Client-Name. */
  readonly clientName?: string;
  readonly changedBy?: string;
  readonly changedByChannel?: string;
  /** The revisions a write may find; none of them is a revision when the caller sent something else. */
  readonly ifMatch?: readonly number[];
  /** The revisions the caller has; `'*'` is any. A read of a profile that has one of them returns no value. */
  readonly ifNoneMatch?: readonly number[] | '*';
  readonly idempotencyKey?: string;
  /** The errors in the call's metadata: reported together with the errors in its input (400). */
  readonly metadataErrors?: readonly FieldError[];
  /** The address at which the caller finds the pages of error codes. @defaultValue none: their paths alone */
  readonly publicUrl?: string;
  /** Where the call came from. */
  readonly address?: string;
  /**
   * Charges the cost of a call to the caller's quota.
   * @throws ProfilesError 429 when too little is left
   */
  readonly charge?: (cost: number) => Promise<void>;
  /** Whether the transport accepts a response as {@link JsonText}. @defaultValue false */
  readonly acceptsText?: boolean;
  readonly onResponseMeta?: (answer: ResponseMeta) => void;
}
