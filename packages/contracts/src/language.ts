// Its index would load the names of 8 000 languages, too.
import { iso6393To1 } from 'iso-639-3/iso6393-to-1.js';
import { z } from 'zod';

/** Two letters to three; Norwegian without further words is Bokmål. */
const TWIN_TO_ISO6393 = new Map(
  Object.entries(iso6393To1).map(([three, two]) => [two.toUpperCase(), three.toUpperCase()]),
);
TWIN_TO_ISO6393.set('NO', 'NOB');
const ISO6393_TO_TWIN = new Map([...TWIN_TO_ISO6393].map(([two, three]) => [three, two]));
ISO6393_TO_TWIN.set('NOB', 'NO').set('NOR', 'NO');

export const languageFields = {
  languagePreferenceISO6393: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Three capital letters, ISO 639-3.')
    .meta({
      examples: ['NOB'],
      description: "Which language the customer wants information in. ISO 639-3 format. Default is 'NOB'.",
    })
    .nullish(),
  languagePreference: z
    .enum([...TWIN_TO_ISO6393.keys()].sort() as [string, ...string[]])
    .meta({
      deprecated: true,
      examples: ['NO'],
      description: "Deprecated, please use languagePreferenceISO6393. Default is 'NO'.",
    })
    .nullish(),
};

interface LanguageInput {
  languagePreferenceISO6393?: string | null | undefined;
  languagePreference?: string | null | undefined;
}

/** The body with the deprecated two letters replaced by the three-letter code, which wins when both are given. */
export function withLanguageCode<T extends LanguageInput>(body: T): T {
  const { languagePreference, ...rest } = body;
  if (rest.languagePreferenceISO6393 !== undefined || languagePreference === undefined) return rest as T;
  const code = languagePreference === null ? null : TWIN_TO_ISO6393.get(languagePreference);
  return { ...rest, languagePreferenceISO6393: code } as T;
}

/** The deprecated two letters for a language, where it has some. */
export function languageTwinOf(iso6393: string): string | undefined {
  return ISO6393_TO_TWIN.get(iso6393);
}
