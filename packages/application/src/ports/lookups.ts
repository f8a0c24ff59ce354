import type { Profile, ProfileHead, SearchCriterion, SortBy } from '@profiles/domain';
import type { JsonWriter } from '../responses/json-text.js';

/**
 * Lookups of profiles as a store offers them. `within` restricts a lookup to one organisation: a profile of another one is
 * not read at all, so it takes no longer than a profile that does not exist. Use cases reach these lookups through the
 * tenant store alone.
 */
export interface Lookups<P extends ProfileHead> {
  byCustomerNumber(customerNumber: number, within?: number): Promise<P | undefined>;
  byUuid(uuid: string, within?: number): Promise<P | undefined>;
  byCustomerRef(organisationId: number, customerRef: string): Promise<P | undefined>;
  /** The profiles that exist among these, in any order. */
  byCustomerNumbers(customerNumbers: readonly number[], within?: number): Promise<P[]>;
  /** The profiles that exist among these, in any order. */
  byCustomerRefs(organisationId: number, customerRefs: readonly string[]): Promise<P[]>;
  /** Every profile with this username or email (see `loginsOf` in the domain). */
  byLogin(organisationId: number, login: string): Promise<P[]>;
  /** The profile that a number leads to over any number of merges (see `survivorNumberOf` in the domain). */
  survivorOf(customerNumber: number, within?: number): Promise<P | undefined>;
  /** The profiles that merged numbers lead to; each once, in any order. */
  survivorsOf(mergedNumbers: readonly number[], within?: number): Promise<P[]>;
  find(search: ProfileSearch): Promise<P[]>;
}

/** The parts of a response that are not copied from the profile, or not always. */
export interface ShownParts {
  readonly personnelTickets: boolean;
  readonly notes: boolean;
  /** The definitions of preferences as JSON, by id. Absent when preferences are not shown. */
  readonly preferences?: ReadonlyMap<number, string> | undefined;
  /** The ownerships of cards, as JSON. Absent when they are not shown. */
  readonly ecardOwnerships?: string | undefined;
  /** [REDIR-1] */
  readonly redirectedFrom?: number | undefined;
}

/**
 * A profile in the form in which the store keeps it. What reads decide on can be read; all other fields go into the
 * response without becoming objects.
 */
export interface StoredProfile extends ProfileHead {
  /** The ids of its preferences. */
  readonly preferenceIds: () => readonly number[];
  /**
   * Appends the profile as `CustomerResponse`.
   * @returns whether it did; when not, the form is unusual, and nothing was appended: {@link StoredProfile.toProfile}
   */
  readonly appendResponse: (writer: JsonWriter, parts: ShownParts) => boolean;
  /** The profile as an object. Preferences and notes are empty if they were not read. */
  readonly toProfile: () => Profile;
}

/** The criteria that a profile must meet to be found. */
export interface ProfileCriteria {
  readonly organisationId: number;
  /** All of them must be met. */
  readonly terms: readonly SearchCriterion[];
  readonly includeTemporary: boolean;
}

/** A part of the profiles that meet the criteria. Ties are sorted by customer number, ascending. */
export interface ProfileSearch extends ProfileCriteria {
  readonly limit: number;
  /** Default: by customer number, ascending. */
  readonly order?: SearchOrder;
  /** Only profiles that follow this place. */
  readonly after?: SearchPlace;
  /** The number of profiles to leave out first. */
  readonly skip?: number;
  /** The number of profiles that meet the criteria, if it is known: it decides which plan is cheaper. */
  readonly matches?: number;
}

export interface SearchOrder {
  readonly by: SortBy;
  readonly direction: 'asc' | 'desc';
}

/** The position of a profile in an order. */
export interface SearchPlace {
  readonly customerNumber: number;
  /** Its sort key (see `sortKeysOf` in the domain), where the order goes by one. */
  readonly key?: string;
}
