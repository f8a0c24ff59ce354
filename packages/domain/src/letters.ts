/**
 * Letters that no Unicode decomposition takes apart, and the plain letters they stand for: the Latin letters of the
 * transliteration table of ICAO Doc 9303-3 (section 6.A) and those of the Sami alphabets. [FIND-1]
 */
const TRANSLITERATED: Readonly<Record<string, string>> = {
  ...{ đ: 'd', ð: 'd', ǥ: 'g', ħ: 'h', ı: 'i', ĸ: 'q', ł: 'l', ŋ: 'n', ŧ: 't', ʒ: 'z', ə: 'e', ǝ: 'e', ſ: 's' },
  ...{ þ: 'th', ß: 'ss', œ: 'oe', ä: 'æ', ö: 'ø', ς: 'σ' },
};
const TRANSLITERABLE = new RegExp(`[${Object.keys(TRANSLITERATED).join('')}]`, 'gu');

/** Accents of the Latin, Greek and Cyrillic scripts. Vowel signs of other scripts are letters to their readers. */
const ACCENTS = /(?![\u3099\u309a])[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{sc=Inherited}]/u;

/** The vowel points of Arabic and Hebrew, which most texts leave out. */
const VOWEL_POINTS = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/u;

/** Characters that print nothing: format characters such as the soft hyphen, and variation selectors. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/gu;

const APOSTROPHES = /[\u2018\u2019\u201b\u02b9\u02bb-\u02bd\u02c8\u2032\u0060\u00b4\uff07\ua78c]/gu;
const HYPHENS = /[\p{Pd}\u2212\u00b7\u2027]/gu;

/** Text in which there is nothing to replace: most names. */
const PLAIN = /^[A-Za-z0-9 .,'-]*$/;

/** Base letters with the accent that makes a letter of its own of them. */
const RING = '\u030a';
const DIAERESIS = '\u0308';

/**
 * [FIND-1] A text without case and accents. What is left of the letters beyond a to z are the special letters `å`, `æ`
 * (also for ä), `ø` (also for ö) and `ü`, which have several spellings: see `spelledAlike`. Every apostrophe is `'` and
 * every hyphen `-`.
 */
export function foldedLetters(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return (
    text
      .replace(APOSTROPHES, "'")
      // ICAO Doc 9303-3 reads them as N and L. Their decomposition would leave an apostrophe and a middle dot.
      .replace(/[ŉĿŀ]/gu, (letter) => (letter === 'ŉ' ? 'n' : 'l'))
      .replace(HYPHENS, '-')
      .normalize('NFKD')
      .replace(INVISIBLE, '')
      .toLowerCase()
      .replace(/([aou])(\p{M}+)/gu, (_, letter: string, accents: string) => specialLetter(letter, accents))
      .replace(/\p{M}/gu, (mark) => (ACCENTS.test(mark) || VOWEL_POINTS.test(mark) ? '' : mark))
      .replace(TRANSLITERABLE, (letter) => TRANSLITERATED[letter] ?? letter)
  );
}

function specialLetter(letter: string, accents: string): string {
  if (letter === 'a' && accents.includes(RING)) return 'å';
  if (!accents.includes(DIAERESIS)) return letter;
  return letter === 'a' ? 'æ' : letter === 'o' ? 'ø' : 'ü';
}
