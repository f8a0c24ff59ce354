import type { Profile } from './profile.js';
import { skeletonOf, spelledAlike } from './spellings.js';
import { joined, textsReadAlike, wordsOf } from './words.js';

/** How two names compare; `unknown` when one of them says nothing. */
export type NameLikeness = 'same' | 'similar' | 'other' | 'unknown';

type Named = Pick<Profile, 'firstName' | 'surname'>;

/**
 * [DUP-1] Compares two customers' names, with words equal as [FIND-1] says. The same: all words of both names, in their
 * order. Similar: in each of the two names one word is equal or nearly so; or first name and surname have changed places.
 */
export function nameLikeness(one: Named, other: Named): NameLikeness {
  const first = likenessOfTexts(one.firstName, other.firstName);
  const last = likenessOfTexts(one.surname, other.surname);
  if (first === 'unknown' && last === 'unknown') return 'unknown';
  if (first === 'same' && last === 'same') return 'same';
  if (first !== 'other' && last !== 'other') return 'similar';
  return haveChangedPlaces(one, other) ? 'similar' : 'other';
}

function haveChangedPlaces(one: Named, other: Named): boolean {
  return (
    likenessOfTexts(one.firstName, other.surname) === 'same' && likenessOfTexts(one.surname, other.firstName) === 'same'
  );
}

function likenessOfTexts(one: string, other: string): NameLikeness {
  const [words, others] = [comparedWords(one), comparedWords(other)];
  if (words.length === 0 || others.length === 0) return 'unknown';
  if (textsReadAlike(one, other)) return 'same';
  return words.some((word) => others.some((another) => areAkin(word, another))) ? 'similar' : 'other';
}

/** Each part of each word, and the whole of a word with hyphens. */
function comparedWords(text: string): string[] {
  return [...new Set(wordsOf(text).flatMap((word) => [...word, joined(word)]))];
}

function areAkin(one: string, other: string): boolean {
  return spelledAlike(one, other) || isSlipOf(one, other);
}

/** Of shorter words one letter makes another name: Kari and Mari. */
const SHORTEST_WITH_SLIP = 5;

/** Whether the skeletons of two words differ in one letter at most: one more, one less, or another one. */
function isSlipOf(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < SHORTEST_WITH_SLIP) return false;
  const [a, b] = [skeletonOf(one), skeletonOf(other)];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [restOfA, restOfB] = [a.slice(same), b.slice(same)];
  return restOfA.slice(1) === restOfB.slice(1) || restOfA.slice(1) === restOfB || restOfA === restOfB.slice(1);
}
