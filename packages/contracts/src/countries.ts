import { isPostCodeOf } from '@profiles/domain';
import countries from 'i18n-iso-countries';
import type { SentFields } from './across-fields.js';
import { formedText, optional, type Refusal, text } from './text-field.js';

/** Kosovo. ISO 3166-1 assigns it no code; XKX is the user-assigned one of the EU and of most systems. */
const KOSOVO = 'XKX';

/** Codes that other systems use for the same country. */
const ALIASES: ReadonlyMap<string, string> = new Map(['XKK', 'RKS', 'XXK'].map((alias) => [alias, KOSOVO]));

/** ICAO Doc 9303, part 3, section 5: a stateless person, and a person of unspecified nationality. */
const STATELESS = 'XXA';
const UNKNOWN = 'XXX';

const ALPHA3 = [...Object.keys(countries.getAlpha3Codes()).filter((code) => !ALIASES.has(code)), KOSOVO].sort();

/** A text that is one of the codes, in any case, in the form it is stored in: upper case, aliases replaced. */
function codeAmong(codes: readonly string[], expected: string) {
  const known = new Set(codes);
  const refusal: Refusal = { message: `Expected ${expected}.` };
  return (value: string): string | Refusal => {
    const upper = value.toUpperCase();
    const code = ALIASES.get(upper) ?? upper;
    return known.has(code) ? code : refusal;
  };
}

// One schema each, since it has an id: the document refers to it.
const COUNTRY = optional(
  formedText({ max: 100, read: codeAmong(ALPHA3, 'a country code of ISO 3166-1 alpha-3, such as NOR') }).meta({
    id: 'CountryCode',
    format: 'iso-3166-1-alpha-3',
    pattern: '^[A-Za-z]{3}$',
    enum: [...ALPHA3, ...ALIASES.keys()].sort(),
    examples: ['NOR'],
    description: 'ISO 3166-1 alpha-3, in any case. XKX is Kosovo; XKK, RKS and XXK are read as XKX.',
  }),
);

const NATIONALITY = optional(
  formedText({
    max: 100,
    read: codeAmong(
      [...ALPHA3, STATELESS, UNKNOWN],
      'a country code of ISO 3166-1 alpha-3, such as NOR, or XXA (stateless) or XXX (unknown)',
    ),
  }).meta({
    id: 'Nationality',
    format: 'iso-3166-1-alpha-3',
    pattern: '^[A-Za-z]{3}$',
    enum: [...ALPHA3, ...ALIASES.keys(), STATELESS, UNKNOWN].sort(),
    examples: ['NOR'],
    description:
      'ISO 3166-1 alpha-3, in any case. XXA is stateless and XXX unknown. XKX is Kosovo; XKK, RKS and XXK are read as XKX.',
  }),
);

/** The optional country of an address: ISO 3166-1 alpha-3 in any case, stored in upper case. */
export function country(): typeof COUNTRY {
  return COUNTRY;
}

/** An optional nationality: as {@link country}, and stateless (XXA) or unknown (XXX). */
export function nationality(): typeof NATIONALITY {
  return NATIONALITY;
}

/** The post code of an address. What a country asks of it is checked by {@link checkPostCode}. */
export function postCode() {
  return text({ max: 10 }).meta({
    examples: ['0150'],
    description: 'The address post code. Exactly 4 digits for Norwegian addresses.',
  });
}

/** An address as far as its post code is concerned. */
export interface PostCodeInput {
  postCode: string;
  countryCode?: string | null | undefined;
}

/** The post code has the form of its country, otherwise 604. An address without a country is in Norway. */
export function checkPostCode({ values, isRefused, refuse }: SentFields<PostCodeInput>): void {
  if (isRefused('postCode') || isRefused('countryCode') || values.postCode === undefined) return;
  if (isPostCodeOf(values.countryCode ?? 'NOR', values.postCode)) return;
  refuse('postCode', { code: 604, message: 'Expected exactly four digits for a Norwegian postCode.' });
}
