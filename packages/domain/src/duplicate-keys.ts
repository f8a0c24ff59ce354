import { comparablePostCode } from './comparable-post-code.js';
import type { PostalAddress, Profile } from './profile.js';
import { skeletonOf } from './spellings.js';
import { joined, wordsOf } from './words.js';

/** The most names, and the most addresses, that a profile has keys for. */
const MAX_NAMES = 6;
const MAX_ADDRESSES = 10;
/** How much of a name is in a key. Names that differ in one letter mostly begin alike. */
const BEGINNING = 3;

/**
 * [DUP-1] Keys that two profiles share when they may be one person, besides email, telephone and landline: the day of
 * birth with the beginning of a name, and the place they live at. Spellings that FIND-1 calls equal give the same keys.
 */
export function duplicateKeysOf(profile: Profile): string[] {
  const { dateOfBirth, firstName, surname, postalAddresses } = profile;
  const names = dateOfBirth === undefined ? [] : beginningsOf(`${firstName} ${surname}`);
  const places = postalAddresses.slice(0, MAX_ADDRESSES).flatMap((address) => placeOf(address) ?? []);
  return [
    ...new Set([
      ...names.slice(0, MAX_NAMES).map((name) => hashOf(`${dateOfBirth} ${name}`)),
      ...places.map((place) => hashOf(place)),
    ]),
  ];
}

function beginningsOf(name: string): string[] {
  return [...new Set(wordsOf(name).flatMap((word) => word.map((part) => skeletonOf(part).slice(0, BEGINNING))))];
}

/** A post code alone is no place: many people live there. */
function placeOf({ postCode, addressLine1 = '', addressLine2 = '' }: PostalAddress): string | undefined {
  const lines = wordsOf(`${addressLine1} ${addressLine2}`);
  if (lines.length === 0) return undefined;
  return `${comparablePostCode(postCode)} ${skeletonOf(lines.map(joined).join(''))}`;
}

/** 32-bit FNV-1a. Keys are short this way; two values with one hash make a candidate that the comparison drops. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
