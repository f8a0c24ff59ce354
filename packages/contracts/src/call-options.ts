/** The metadata of a call besides its input. Over HTTP these travel as headers. */
export interface CallOptions {
  /**
   * The revision that the caller has seen, or several. A write on another one is refused with 412. Sent as `If-Match`.
   */
  readonly ifMatch?: number | readonly number[];
  /**
   * Makes it safe to repeat a write: the first response is stored for 24 hours and returned again. 1 to 255 visible ASCII
   * characters, sent as `Idempotency-Key`. Deletions and queries ignore it.
   */
  readonly idempotencyKey?: string;
  /**
   * The id under which the call is logged, and which its events carry: 1 to 128 letters, digits and `._:-`. Sent as
   * `X-Correlation-Id`.
   * @defaultValue a random UUID
   */
  readonly correlationId?: string;
  /** The W3C Trace Context of the caller. The events of the change carry it. */
  readonly traceparent?: string;
  /**
   * The actor of a change, for operations whose input does not name one. At most 100 characters, sent as `X-Changed-By`.
   * @defaultValue the client of the token
   */
  readonly changedBy?: string;
  /**
   * The sales channel of a change, for operations whose input does not name one. At most 100 characters, sent as
   * `X-Changed-By-Channel`.
   * @defaultValue the `clientName`
   */
  readonly changedByChannel?: string;
  /** `<company>-<application>`, sent as `ET-Client-Name`. */
  readonly clientName?: string;
  /** The address of the caller's own caller. Believed by a service that trusts the caller as a proxy. */
  readonly forwardedFor?: string;
  /** Acts with this bearer token instead of the client's own. In process it has no effect. */
  readonly token?: string;
  /** Aborts the call. A write may have been committed by then. */
  readonly signal?: AbortSignal;
  /**
   * The longest time of the call, in milliseconds. In process it has no effect.
   * @defaultValue that of the client
   */
  readonly timeoutMillis?: number;
  /** Called once per response, also of an error, with what the response carries beside its value. */
  readonly onResponseMeta?: (meta: ResponseMeta) => void;
}

/** The metadata of a response besides its value. Over HTTP these travel as headers. */
export interface ResponseMeta {
  /** The revision of the profile in the response, sent as `ETag`. */
  readonly revision?: number;
  /** The response, a value or an error, is that of an earlier call with the same idempotency key. */
  readonly replayed?: boolean;
  /** The caller has the current version already (`If-None-Match`), so there is no value. Over HTTP: 304. */
  readonly notModified?: boolean;
}
