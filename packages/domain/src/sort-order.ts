import { withoutAccents } from './letters.js';
import type { ProfileSummary } from './profile.js';
import { comparable } from './uniqueness.js';

/** What a search can be sorted by. */
export type SortBy = 'customerNumber' | 'firstName' | 'surname' | 'email' | 'dateOfBirth' | 'organisationId';

/** A text for each of these; comparing two of them character by character gives the order. */
export interface SortKeys {
  readonly firstName: string;
  readonly surname: string;
  readonly email: string;
  readonly dateOfBirth: string;
}

/** Where a profile stands in each order. What it has not comes first. */
export function sortKeysOf(profile: ProfileSummary): SortKeys {
  return {
    firstName: norwegianKey(profile.firstName),
    surname: norwegianKey(profile.surname),
    email: comparable(profile.email ?? ''),
    dateOfBirth: profile.dateOfBirth ?? '',
  };
}

/**
 * A name as a text that sorts like the Norwegian alphabet: æ, ø and å come after z, aa counts as å, ä as æ, ö as ø and
 * ü as y; other accents and case make no difference.
 */
export function norwegianKey(name: string): string {
  const letters = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('aa', 'å')
    .replace(/[æäøöåü]/g, (letter) => AFTER_Z[letter] ?? letter);
  return withoutAccents(letters);
}

/** The three characters that follow z in Unicode stand for the three letters that follow it in the alphabet. */
const AFTER_Z: Readonly<Record<string, string>> = { æ: '{', ä: '{', ø: '|', ö: '|', å: '}', ü: 'y' };
