import { ISO_639_1_CODES, ISO_639_3_CODES, ISO_639_3_DATE } from './iso-639-3-table.js';
import { formedText, optional, type Refusal } from './text-field.js';

const ISO_639_3: ReadonlySet<string> = new Set(ISO_639_3_CODES.match(/[A-Z]{3}/g));

/** Two letters to three. Norwegian without further words is Bokmål. */
const TWIN_TO_ISO_639_3 = new Map(
  [...ISO_639_1_CODES.matchAll(/([A-Z]{2})([A-Z]{3})/g)].map(([, two = '', three = '']) => [two, three]),
);
TWIN_TO_ISO_639_3.set('NO', 'NOB');
const ISO_639_3_TO_TWIN = new Map([...TWIN_TO_ISO_639_3].map(([two, three]) => [three, two]));
ISO_639_3_TO_TWIN.set('NOB', 'NO').set('NOR', 'NO');

/** A text that is one of the codes, in any case, in upper case. */
function codeAmong(codes: { has(code: string): boolean }, expected: string) {
  const refusal: Refusal = { message: `Expected ${expected}.` };
  return (value: string): string | Refusal => {
    const code = value.toUpperCase();
    return codes.has(code) ? code : refusal;
  };
}

/** The language of a customer in a request: the code with three letters, and its deprecated counterpart with two. */
export const languageFields = {
  languagePreferenceISO6393: optional(
    formedText({ max: 100, read: codeAmong(ISO_639_3, 'a language code of ISO 639-3, such as NOB') }).meta({
      format: 'iso-639-3',
      pattern: '^[A-Za-z]{3}$',
      examples: ['NOB'],
      description: `The language in which the customer wants information: a code of ISO 639-3 (code set of ${ISO_639_3_DATE}), in any case. Default is 'NOB'.`,
    }),
  ),
  languagePreference: optional(
    formedText({ max: 100, read: codeAmong(TWIN_TO_ISO_639_3, 'a language code of ISO 639-1, such as NO') }).meta({
      format: 'iso-639-1',
      pattern: '^[A-Za-z]{2}$',
      enum: [...TWIN_TO_ISO_639_3.keys()].sort(),
      deprecated: true,
      examples: ['NO'],
      description: "Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.",
    }),
  ),
};

/** The language of an input, in both forms. */
export interface LanguageInput {
  languagePreferenceISO6393?: string | null | undefined;
  languagePreference?: string | null | undefined;
}

/** The body with the deprecated two letters replaced by the three-letter code, which wins when both are given. */
export function withLanguageCode<T extends LanguageInput>(body: T): T {
  if (body.languagePreference === undefined) return body;
  const { languagePreference, ...others } = body;
  if (others.languagePreferenceISO6393 !== undefined) return others as T;
  const code = languagePreference === null ? null : TWIN_TO_ISO_639_3.get(languagePreference ?? '');
  return { ...others, languagePreferenceISO6393: code } as T;
}

/** The deprecated two letters of a language (ISO 639-1), where it has some. */
export function languageTwinOf(iso6393: string): string | undefined {
  return ISO_639_3_TO_TWIN.get(iso6393);
}

/** The ISO 639-3 code of a language in two letters (ISO 639-1), in any case. Norwegian without further words is Bokmål. */
export function iso6393Of(twin: string): string | undefined {
  return TWIN_TO_ISO_639_3.get(twin.toUpperCase());
}
