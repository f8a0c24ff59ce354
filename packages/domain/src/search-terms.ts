import { comparablePostCode } from './comparable-post-code.js';
import { comparableTelephone } from './comparable-telephone.js';
import { duplicateKeysOf } from './duplicate-keys.js';
import type { Profile } from './profile.js';
import { isMerged } from './redirection.js';
import { loginsOf } from './sign-in.js';
import { endingPattern, indexedWord, skeletonOf } from './spellings.js';
import { comparable } from './uniqueness.js';
import { joined, type Word, wordsOf } from './words.js';

/** The kinds of search terms of a profile. Each kind is one criterion of a search. */
export type SearchKind =
  | 'firstName'
  | 'surname'
  | 'email'
  | 'phone'
  | 'landline'
  | 'born'
  | 'address'
  | 'postCode'
  | 'vipps'
  | 'invoice'
  | 'ticketOwner'
  | 'ticketBearer'
  | 'login'
  | 'dup';

/** The profile must hold this term, or one that begins with it. */
export interface SearchTerm {
  readonly kind: SearchKind;
  readonly text: string;
  readonly match: 'exact' | 'prefix';
  /** [FIND-1] A regular expression for what follows `text` in the term, where `text` alone matches too much. */
  readonly ending?: string;
}

/** One of several lists of terms must be met in full: a word with hyphens that can be read in several ways. */
export interface AnyOf {
  readonly anyOf: readonly (readonly SearchTerm[])[];
  /** A term that is met whenever one of the lists is. */
  readonly implied: SearchTerm;
}

export type SearchCriterion = SearchTerm | AnyOf;

/**
 * The terms under which a profile is found, each as `kind:text`. One index over them serves every criterion.
 * Merged and deactivated profiles have none but their logins, so no search can show them.
 */
export function searchTermsOf(profile: Profile): string[] {
  const terms = new Set(loginsOf(profile).map((login) => `login:${login}`));
  if (profile.status === 'D' || isMerged(profile)) return [...terms];
  const add = (kind: SearchKind, text: string | undefined) => text && terms.add(`${kind}:${text}`);
  const addWords = (kind: SearchKind, text: string) => {
    for (const word of wordsOf(text)) for (const ending of endingsOf(word)) add(kind, indexedWord(ending));
  };
  addWords('firstName', profile.firstName);
  addWords('surname', profile.surname);
  add('email', profile.email && comparable(profile.email));
  add('phone', telephoneOf(profile));
  add('landline', profile.landlineNumber && comparableTelephone(profile.landlineNumber));
  add('born', profile.dateOfBirth);
  add('vipps', profile.vippsId);
  add('invoice', profile.invoiceOrganisationId);
  for (const address of profile.postalAddresses) {
    add('postCode', comparablePostCode(address.postCode));
    addWords('address', [address.addressLine1, address.addressLine2, address.town].filter(Boolean).join(' '));
  }
  for (const ticket of profile.personnelTickets) {
    add('ticketOwner', ticket.ticketRightOwner);
    add('ticketBearer', ticket.ticketRightBearer);
  }
  for (const key of duplicateKeysOf(profile)) add('dup', key);
  return [...terms];
}

/** The telephone number with its calling code, as a search term holds it. */
export function telephoneOf({ countryCode, telephoneNumberNoCountryCode }: Profile): string | undefined {
  return countryCode && telephoneNumberNoCountryCode ? countryCode + telephoneNumberNoCountryCode : undefined;
}

/**
 * [FIND-1] A word from each of its parts on, without hyphens: `annemarie` and `marie`. A search for any part, or for
 * several joined, is a search for the beginning of one of them.
 */
function endingsOf(word: Word): string[] {
  return word.map((_, from) => joined(word.slice(from)));
}

/** [FIND-1] Each word a caller gave must begin a word of that field, in any usual spelling. */
export function wordTerms(kind: SearchKind, text: string): SearchCriterion[] {
  return wordsOf(text).map((word) => {
    const [first = '', ...others] = word;
    if (others.length === 0) return wordTerm(kind, first);
    const anyOf = readingsOf(word).map((reading) => reading.map((part) => wordTerm(kind, part)));
    return { anyOf, implied: { kind, text: skeletonOf(first), match: 'prefix' } };
  });
}

function wordTerm(kind: SearchKind, word: string): SearchTerm {
  const ending = endingPattern(word);
  return { kind, text: skeletonOf(word), match: 'prefix', ...(ending !== undefined && { ending }) };
}

/** A word with more parts than this is read as one word or as separate words only. */
const MAX_MIXED_PARTS = 3;

/** The ways to read a word with hyphens: each hyphen as nothing or as a blank. */
function readingsOf(word: Word): string[][] {
  if (word.length > MAX_MIXED_PARTS) return [[joined(word)], [...word]];
  const [first = '', ...others] = word;
  return others.reduce<string[][]>(
    (readings, part) =>
      readings.flatMap((reading) => [
        [...reading.slice(0, -1), (reading.at(-1) ?? '') + part],
        [...reading, part],
      ]),
    [[first]],
  );
}

/** Whether a profile with these terms meets one criterion. */
export function meets(terms: readonly string[], criterion: SearchCriterion): boolean {
  if ('anyOf' in criterion) return criterion.anyOf.some((list) => list.every((term) => meets(terms, term)));
  const wanted = `${criterion.kind}:${criterion.text}`;
  if (criterion.match === 'exact') return terms.includes(wanted);
  const begun = terms.filter((term) => term.startsWith(wanted));
  if (criterion.ending === undefined) return begun.length > 0;
  const ending = new RegExp(`^${criterion.ending}`, 'u');
  return begun.some((term) => ending.test(term.slice(wanted.length)));
}
