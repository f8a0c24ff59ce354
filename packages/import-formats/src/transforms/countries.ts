import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import bokmal from 'i18n-iso-countries/langs/nb.json' with { type: 'json' };
import nynorsk from 'i18n-iso-countries/langs/nn.json' with { type: 'json' };
import { folded } from '../folded.js';
import { problem, type Transform, value } from './transform.js';

/** Names in daily use that the tables of names lack. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  norge: 'NOR',
  noreg: 'NOR',
  sverige: 'SWE',
  danmark: 'DNK',
  holland: 'NLD',
  england: 'GBR',
  skottland: 'GBR',
  scotland: 'GBR',
  wales: 'GBR',
  'nord-irland': 'GBR',
  'northern ireland': 'GBR',
  uk: 'GBR',
  usa: 'USA',
  amerika: 'USA',
  hviterussland: 'BLR',
  tyrkia: 'TUR',
  turkey: 'TUR',
  kosovo: 'XKX',
  burma: 'MMR',
  tsjekkia: 'CZE',
  'czech republic': 'CZE',
  palestina: 'PSE',
  bosnia: 'BIH',
  svalbard: 'SJM',
  nordmakedonia: 'MKD',
};

/** Codes of Kosovo that other systems use: ISO 3166-1 assigns none. */
const KOSOVO = new Set(['xk', 'xkx', 'xkk', 'rks', 'xxk']);

const byName = new Map<string, string>();
for (const table of [english, bokmal, nynorsk]) {
  for (const [alpha2, names] of Object.entries(table.countries)) {
    const alpha3 = countries.alpha2ToAlpha3(alpha2);
    if (alpha3 === undefined) continue;
    for (const name of [names].flat()) byName.set(folded(name), alpha3 === 'XKK' ? 'XKX' : alpha3);
  }
}
for (const [name, code] of Object.entries(OTHER_NAMES)) byName.set(folded(name), code);

/** A country by its English or Norwegian name, or by a code of ISO 3166-1 with two or three letters, as three letters. */
export const country: Transform = (text) => {
  const code = countryCodeOf(text);
  return code === undefined
    ? problem('Expected a country: a code of ISO 3166-1, or its English or Norwegian name.')
    : value(code);
};

/** The alpha-3 code of a country, or undefined when the text is none. */
export function countryCodeOf(text: string): string | undefined {
  const name = folded(text);
  if (KOSOVO.has(name)) return 'XKX';
  if (/^[a-z]{2}$/.test(name)) return countries.alpha2ToAlpha3(name.toUpperCase()) ?? byName.get(name);
  if (/^[a-z]{3}$/.test(name) && countries.alpha3ToAlpha2(name.toUpperCase()) !== undefined) return name.toUpperCase();
  return byName.get(name);
}

/** The alpha-3 code of a country, or the text as it is when it is none. */
export function countryCodeOr(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (countryCodeOf(text) ?? text);
}
