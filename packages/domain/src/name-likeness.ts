import type { Profile } from './profile.js';
import { folded, readAlike, wordsOf, wordsReadAlike } from './words.js';

/** How two names compare; `unknown` when one of them says nothing. */
export type NameLikeness = 'same' | 'similar' | 'other' | 'unknown';

type Named = Pick<Profile, 'firstName' | 'surname'>;

/**
 * Compares two customers' names as a Norwegian reader does. The same: all words of both names read alike, in their
 * order. Similar: in each of the two names one word does, or nearly; or first name and surname have changed places.
 */
export function nameLikeness(one: Named, other: Named): NameLikeness {
  const first = likenessOfWords(one.firstName, other.firstName);
  const last = likenessOfWords(one.surname, other.surname);
  if (first === 'unknown' && last === 'unknown') return 'unknown';
  if (first === 'same' && last === 'same') return 'same';
  if (first !== 'other' && last !== 'other') return 'similar';
  return haveChangedPlaces(one, other) ? 'similar' : 'other';
}

function haveChangedPlaces(one: Named, other: Named): boolean {
  return (
    likenessOfWords(one.firstName, other.surname) === 'same' && likenessOfWords(one.surname, other.firstName) === 'same'
  );
}

function likenessOfWords(one: string, other: string): NameLikeness {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words.length === 0 || others.length === 0) return 'unknown';
  if (wordsReadAlike(words, others)) return 'same';
  const hasKin = words.some((word) => others.some((another) => readAlike(word, another) || isSlipOf(word, another)));
  return hasKin ? 'similar' : 'other';
}

/** Of shorter words one letter makes another name: Kari and Mari. */
const SHORTEST_WITH_SLIP = 5;

/** Whether two words differ in one letter at most: one more, one less, or another one. */
function isSlipOf(one: string, other: string): boolean {
  const [a, b] = [folded(one), folded(other)];
  if (Math.min(a.length, b.length) < SHORTEST_WITH_SLIP) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [restOfA, restOfB] = [a.slice(same), b.slice(same)];
  return restOfA.slice(1) === restOfB.slice(1) || restOfA.slice(1) === restOfB || restOfA === restOfB.slice(1);
}
