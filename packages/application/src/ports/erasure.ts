import type { Instant } from '@profiles/domain';

/** The proof that profiles were erased or purged. It holds their numbers, the time and the reason, and no personal data. */
export interface Erasure {
  readonly id: string;
  readonly organisationId: number;
  readonly customerNumbers: readonly number[];
  readonly at: Instant;
  /** `erase-profile` or `purge`. */
  readonly cause: string;
  /** The requester: the `X-Changed-By` of the request, or the client of the token. `retention` for a purge. */
  readonly requestedBy: string;
  /** The client of the token. */
  readonly clientId: string;
  readonly correlationId: string;
}
