import { iso6393Of } from '@profiles/contracts';
import { folded } from '../folded.js';
import { problem, type Transform, value } from './transform.js';

/** Names that Norwegian and English exports use for languages, besides those of Unicode CLDR. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  norsk: 'NOB',
  norwegian: 'NOB',
  'norsk bokmål': 'NOB',
  bokmål: 'NOB',
  nynorsk: 'NNO',
  samisk: 'SME',
  nordsamisk: 'SME',
};

/** The languages whose names are read: those that an export of customers in Norway is likely to name. */
const NAMED =
  'ar bg bs ca cs da de el en es et eu fa fi fo fr gl he hi hr hu id is it ja ko ku lt lv mk ms mt nb nl nn pl ps pt ro ru se sk sl so sq sr sv th ti tr uk ur vi zh'.split(
    ' ',
  );

let names: Map<string, string> | undefined;

/** A language by a tag such as `nb-NO`, a code of ISO 639, or its English or Norwegian name, as three letters. */
export const language: Transform = (text) => {
  const code = languageCodeOf(text);
  return code === undefined
    ? problem('Expected a language: a tag such as nb-NO, a code of ISO 639, or its English or Norwegian name.')
    : value(code);
};

/** The ISO 639-3 code of a language, or undefined when there is no text or it is none. */
export function languageCodeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const name = text.trim().toLowerCase();
  const tag = /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*(?:\.utf-?8)?$/.exec(name)?.[1];
  if (tag?.length === 2) return iso6393Of(tag);
  names ??= namedLanguages();
  return names.get(folded(name)) ?? tag?.toUpperCase();
}

function namedLanguages(): Map<string, string> {
  const found = new Map<string, string>();
  for (const locale of ['nb', 'nn', 'en']) {
    const shown = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' });
    for (const tag of NAMED) {
      const name = shown.of(tag);
      const code = iso6393Of(tag);
      if (name !== undefined && code !== undefined) found.set(folded(name), code);
    }
  }
  for (const [name, code] of Object.entries(OTHER_NAMES)) found.set(folded(name), code);
  return found;
}
