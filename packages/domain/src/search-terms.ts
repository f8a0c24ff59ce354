import { comparablePostCode } from './comparable-post-code.js';
import { comparableTelephone } from './comparable-telephone.js';
import type { Profile } from './profile.js';
import { isMerged } from './redirection.js';
import { loginsOf } from './sign-in.js';
import { comparable } from './uniqueness.js';
import { folded, spellingsOf, wordsOf } from './words.js';

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
  add('phone', telephoneOf(profile));
  add('landline', profile.landlineNumber && comparableTelephone(profile.landlineNumber));
  add('born', profile.dateOfBirth);
  add('vipps', profile.vippsId);
  add('invoice', profile.invoiceOrganisationId);
  for (const address of profile.postalAddresses) {
    add('postCode', comparablePostCode(address.postCode));
    const text = [address.addressLine1, address.addressLine2, address.town].filter(Boolean).join(' ');
    for (const word of wordsOf(text)) for (const spelling of spellingsOf(word)) add('address', spelling);
  }
  for (const ticket of profile.personnelTickets) {
    add('ticketOwner', ticket.ticketRightOwner);
    add('ticketBearer', ticket.ticketRightBearer);
  }
  return [...terms];
}

/** The telephone number with its prefix, as a search term holds it. */
export function telephoneOf({ countryCode, telephoneNumberNoCountryCode }: Profile): string | undefined {
  return countryCode && telephoneNumberNoCountryCode ? countryCode + telephoneNumberNoCountryCode : undefined;
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
