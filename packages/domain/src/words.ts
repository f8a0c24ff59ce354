import { foldedLetters } from './letters.js';
import { spelledAlike } from './spellings.js';

/** One word without case and accents, in the parts between its apostrophes and hyphens: `anne` and `marie`. */
export type Word = readonly string[];

/**
 * [FIND-1] The words of a text. Anything but letters, digits, apostrophes and hyphens separates two words, and so does a
 * hyphen beside a digit.
 */
export function wordsOf(text: string): Word[] {
  return foldedLetters(text)
    .split(/[^\p{L}\p{M}\p{N}'-]+|(?<=\p{N})['-]+|['-]+(?=\p{N})/u)
    .map((word) => word.split(/['-]+/).filter((part) => part !== ''))
    .filter((parts) => parts.length > 0);
}

/** A word as if it had no apostrophes and hyphens. */
export function joined(word: Word): string {
  return word.join('');
}

/** A word of more parts is read as one word or as separate ones, and in no way between. */
const MAX_MIXED_PARTS = 8;

/**
 * [FIND-1] [DUP-1] Whether two texts have the same words in the same order. A hyphen or apostrophe may stand for
 * nothing or for a blank: Anne-Marie is the same as Annemarie and as Anne Marie. A text without words is like none.
 */
export function textsReadAlike(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words.length === 0 || others.length === 0) return false;
  if (spelledAlike(words.map(joined).join(' '), others.map(joined).join(' '))) return true;
  return [words, others].some((text) => text.some(({ length }) => length > 1)) && mixedAlike(words, others);
}

/** Where a reading of a text has come to: which word, and which part of it is next. */
interface Place {
  readonly word: number;
  readonly part: number;
}

/** Tries all readings of both texts side by side. */
function mixedAlike(words: readonly Word[], others: readonly Word[]): boolean {
  const seen = new Set<string>();
  const open: [Place, Place][] = [[START, START]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [here, there] = pair;
    const name = `${here.word}.${here.part} ${there.word}.${there.part}`;
    if (seen.has(name)) continue;
    seen.add(name);
    if (here.word === words.length && there.word === others.length) return true;
    for (const [word, next] of readingsFrom(words, here)) {
      for (const [another, after] of readingsFrom(others, there)) {
        if (spelledAlike(word, another)) open.push([next, after]);
      }
    }
  }
  return false;
}

const START: Place = { word: 0, part: 0 };

/** The words that a reading can take next, each with the place behind it. */
function readingsFrom(words: readonly Word[], { word, part }: Place): [string, Place][] {
  const parts = words[word] ?? [];
  const end: Place = { word: word + 1, part: 0 };
  if (parts.length > MAX_MIXED_PARTS && part === 0) {
    return [
      [joined(parts), end],
      [parts[0] ?? '', { word, part: 1 }],
    ];
  }
  const isMixed = parts.length <= MAX_MIXED_PARTS;
  return parts.slice(part, isMixed ? undefined : part + 1).map((_, more) => {
    const next = part + more + 1;
    return [parts.slice(part, next).join(''), next === parts.length ? end : { word, part: next }];
  });
}
