import type { Instant } from '@profiles/domain';

/** The proof that profiles were erased or purged. It holds their numbers, the time and the reason, and no personal data. */
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
