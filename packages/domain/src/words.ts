import { withoutAccents } from './letters.js';

/** The words of a text: parted by anything that is neither letter nor digit, so a double name counts as two. */
export function wordsOf(text: string): string[] {
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
export function folded(word: string): string {
  return withoutAccents(word.replace(/[åæäøö]/g, (letter) => SPELLINGS[letter]?.[0] ?? letter));
}

/**
 * Every spelling under which a word should be found: Bjørn as `bjorn` and `bjoern`, and Bjoern as `bjorn` too.
 * Words with many such letters are cut off at eight spellings.
 */
export function spellingsOf(word: string): string[] {
  let spellings = [''];
  for (const letter of word) {
    const choices = SPELLINGS[letter] ?? [letter];
    spellings = spellings.flatMap((begun) => choices.map((choice) => begun + choice)).slice(0, 8);
  }
  const plain = spellings.map(withoutAccents);
  return [...new Set([folded(word), ...plain, folded(word).replaceAll('oe', 'o')])];
}

/** Whether two texts are one to a Norwegian reader: word by word, in their order. A text without words is like none. */
export function wordsReadAlike(words: readonly string[], others: readonly string[]): boolean {
  if (words.length === 0 || words.length !== others.length) return false;
  return words.every((word, place) => readAlike(word, others[place] ?? ''));
}

/** Whether two words are one to a Norwegian reader: they can be spelled alike, without case and accents. */
export function readAlike(one: string, other: string): boolean {
  const spellings = new Set(spellingsOf(one));
  return spellingsOf(other).some((spelling) => spellings.has(spelling));
}
