import { collationKey } from './collation/collation-key.js';
import type { ProfileHead } from './profile.js';
import { comparable } from './uniqueness.js';

/** The fields that a search can be sorted by. */
export type SortBy = 'customerNumber' | 'firstName' | 'surname' | 'email' | 'dateOfBirth' | 'organisationId';

/** A text for each of these; comparing two of them character by character gives the order. */
export interface SortKeys {
  readonly firstName: string;
  readonly surname: string;
  readonly email: string;
  readonly dateOfBirth: string;
}

/**
 * Where a profile stands in each order; a field that it does not have comes first. Names sort as
 * `new Intl.Collator('nb')` sorts them (contract section 4).
 */
export function sortKeysOf(profile: ProfileHead): SortKeys {
  return {
    firstName: collationKey(profile.firstName),
    surname: collationKey(profile.surname),
    email: comparable(profile.email ?? ''),
    dateOfBirth: profile.dateOfBirth ?? '',
  };
}
