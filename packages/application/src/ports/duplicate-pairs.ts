import type { DuplicatePair, Profile } from '@profiles/domain';

/** A part of the pairs of an organisation, in their order: see `comparePairs` of the domain. */
export interface PairStretch {
  readonly minScore: number;
  readonly limit: number;
  /** Only pairs that follow this one. */
  readonly after?: Pick<DuplicatePair, 'first' | 'second' | 'score'>;
}

/** Customers whose pairs have to be determined, because their profiles changed or were never compared. */
export interface DueCustomers {
  readonly customerNumbers: readonly number[];
  /** Tells the store what is settled when their pairs are stored. */
  readonly receipt: unknown;
}

/**
 * The likely pairs of the organisations whose duplicates are listed. A unit of work marks the profiles that it changes; their
 * pairs are determined afterwards ([ADR 0026](../../../../docs/adr/0026-pairs-of-duplicates.md)).
 */
export interface DuplicatePairs {
  /** The organisations whose pairs are maintained: those with a first call of {@link DuplicatePairs.begin}. */
  maintained(): Promise<number[]>;
  /** Begins to maintain the pairs of an organisation. Repeated, it has no effect. */
  begin(organisationId: number): Promise<void>;
  list(organisationId: number, stretch: PairStretch): Promise<DuplicatePair[]>;
  /** At most `limit` customers whose pairs are due. */
  due(organisationId: number, limit: number): Promise<DueCustomers>;
  /** Profiles that hold one of these search terms, at most `limit`; not merged and not deactivated. */
  holdersOf(organisationId: number, terms: readonly string[], limit: number): Promise<Profile[]>;
  /** Replaces all pairs of the due customers. */
  settle(organisationId: number, due: DueCustomers, pairs: readonly DuplicatePair[]): Promise<void>;
}
