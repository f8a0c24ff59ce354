import { withoutAccents } from './letters.js';
import type { Profile } from './profile.js';
import { isMerged } from './redirection.js';
import { loginsOf } from './sign-in.js';
import { comparable } from './uniqueness.js';

/** What a profile can be found by. Each kind of term is one criterion of a search. */
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
  | 'login';

/** One criterion: the profile must hold this term, or one that begins with it. */
export interface SearchTerm {
  readonly kind: SearchKind;
  readonly text: string;
  readonly match: 'exact' | 'prefix';
}

/**
 * The terms under which a profile is found, each as `kind:text`. One index over them serves every criterion.
 * Merged and deactivated profiles have none but their logins, so no search can show them.
 */
export function searchTermsOf(profile: Profile): string[] {
  const terms = new Set(loginsOf(profile).map((login) => `login:${login}`));
  if (profile.status === 'D' || isMerged(profile)) return [...terms];
  const add = (kind: SearchKind, text: string | undefined) => text && terms.add(`${kind}:${text}`);
  for (const kind of ['firstName', 'surname'] as const) {
    for (const word of wordsOf(profile[kind])) for (const spelling of spellingsOf(word)) add(kind, spelling);
  }
  add('email', profile.email && comparable(profile.email));
  if (profile.countryCode && profile.telephoneNumberNoCountryCode) {
    add('phone', profile.countryCode + profile.telephoneNumberNoCountryCode);
  }
  add('landline', profile.landlineNumber);
  add('born', profile.dateOfBirth);
  add('vipps', profile.vippsId);
  add('invoice', profile.invoiceOrganisationId);
  for (const address of profile.postalAddresses) {
    add('postCode', address.postCode);
    const text = [address.addressLine1, address.addressLine2, address.town].filter(Boolean).join(' ');
    for (const word of wordsOf(text)) for (const spelling of spellingsOf(word)) add('address', spelling);
  }
  for (const ticket of profile.personnelTickets) {
    add('ticketOwner', ticket.ticketRightOwner);
    add('ticketBearer', ticket.ticketRightBearer);
  }
  return [...terms];
}

/** Each word a caller gave must begin a word of that field. */
export function wordTerms(kind: SearchKind, text: string): SearchTerm[] {
  return wordsOf(text).map((word) => ({ kind, text: folded(word), match: 'prefix' }));
}

/** Whether a profile with these terms meets one criterion. */
export function meets(terms: readonly string[], { kind, text, match }: SearchTerm): boolean {
  const wanted = `${kind}:${text}`;
  return match === 'exact' ? terms.includes(wanted) : terms.some((term) => term.startsWith(wanted));
}

/** The words of a text: parted by anything that is neither letter nor digit, so a double name counts as two. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** How Norwegian readers write these letters where the keyboard has none: the usual way first. */
const SPELLINGS: Readonly<Record<string, readonly [string, string]>> = {
  å: ['aa', 'a'],
  æ: ['ae', 'a'],
  ä: ['ae', 'a'],
  ø: ['o', 'oe'],
  ö: ['o', 'oe'],
};

/** A word without case and accents, its Norwegian letters in their usual spelling: Åse and Aase both give `aase`. */
function folded(word: string): string {
  return withoutAccents(word.replace(/[åæäøö]/g, (letter) => SPELLINGS[letter]?.[0] ?? letter));
}

/**
 * Every spelling under which a word should be found: Bjørn as `bjorn` and `bjoern`, and Bjoern as `bjorn` too.
 * Words with many such letters are cut off at eight spellings.
 */
function spellingsOf(word: string): string[] {
  let spellings = [''];
  for (const letter of word) {
    const choices = SPELLINGS[letter] ?? [letter];
    spellings = spellings.flatMap((begun) => choices.map((choice) => begun + choice)).slice(0, 8);
  }
  const plain = spellings.map(withoutAccents);
  return [...new Set([folded(word), ...plain, folded(word).replaceAll('oe', 'o')])];
}
