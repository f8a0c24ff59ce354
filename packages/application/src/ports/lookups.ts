import type { ProfileSummary, SearchTerm, SortBy } from '@profiles/domain';

/**
 * Looks profiles up. The wall between organisations is visibility.ts; `within` helps it to take no longer for a stranger's
 * profile than for none: what belongs to another organisation is not even read.
 */
export interface Lookups<P extends ProfileSummary> {
  byCustomerNumber(customerNumber: number, within?: number): Promise<P | undefined>;
  byUuid(uuid: string, within?: number): Promise<P | undefined>;
  byCustomerRef(organisationId: number, customerRef: string): Promise<P | undefined>;
  /** Those of these that exist, in any order. */
  byCustomerNumbers(customerNumbers: readonly number[], within?: number): Promise<P[]>;
  /** Those of these that exist, in any order. */
  byCustomerRefs(organisationId: number, customerRefs: readonly string[]): Promise<P[]>;
  /** Every profile that goes by this name when it signs in (see `loginsOf` in the domain). */
  byLogin(organisationId: number, login: string): Promise<P[]>;
  /** The one profile that answers to a number (see `survivorNumberOf` in the domain), over any number of merges. */
  survivorOf(customerNumber: number): Promise<P | undefined>;
  /** The profiles that merged numbers lead to; each once, in any order. */
  survivorsOf(mergedNumbers: readonly number[]): Promise<P[]>;
  find(search: ProfileSearch): Promise<P[]>;
}

/** What a profile must meet to be found. */
export interface ProfileCriteria {
  readonly organisationId: number;
  /** All of them must be met. */
  readonly terms: readonly SearchTerm[];
  readonly includeTemporary: boolean;
}

/** A stretch of what meets the criteria. Ties are in the order of customer numbers, ascending. */
export interface ProfileSearch extends ProfileCriteria {
  readonly limit: number;
  /** Default: by customer number, ascending. */
  readonly order?: SearchOrder;
  /** Only what comes behind this place. */
  readonly after?: SearchPlace;
  /** How many to leave out first. */
  readonly skip?: number;
  /** How many meet the criteria, if that is known: it tells which way to look for them is the cheaper one. */
  readonly matches?: number;
}

export interface SearchOrder {
  readonly by: SortBy;
  readonly direction: 'asc' | 'desc';
}

/** Where in an order a profile stands. */
export interface SearchPlace {
  readonly customerNumber: number;
  /** Its sort key (see `sortKeysOf` in the domain), where the order goes by one. */
  readonly key?: string;
}
