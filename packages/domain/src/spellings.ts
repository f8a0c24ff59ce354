/**
 * [FIND-1] The plain spellings of the special letters, by contract section 4. All other letters have one: themselves.
 * Words are taken as `wordsOf` gives them: `ä` is `æ` there and `ö` is `ø`.
 */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  å: ['aa', 'a'],
  æ: ['ae', 'a'],
  ø: ['o', 'oe'],
  ü: ['u', 'ue', 'y'],
};

const spellingsOf = (letter: string): readonly string[] => SPELLINGS[letter] ?? [letter];

/**
 * [FIND-1] Whether two words have a spelling in common. `Haakon` and `Hakon` both match `Håkon` but not each other:
 * plain letters are not replaced. Walks both words at once, so the work grows with the product of their lengths.
 */
export function spelledAlike(one: string, other: string): boolean {
  if (one === other) return true;
  if (skeletonOf(one) !== skeletonOf(other)) return false;
  const words = [[...one], [...other]] as const;
  const seen = new Set<string>();
  const open: State[] = [{ at: [0, 0], rest: '', ahead: 0 }];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const name = `${state.at} ${state.rest} ${state.ahead}`;
    if (seen.has(name)) continue;
    seen.add(name);
    if (state.rest === '' && state.at[0] === words[0].length && state.at[1] === words[1].length) return true;
    open.push(...nextStates(words, state));
  }
  return false;
}

/** How far each word is spelled, and what of the longer spelling the other word has yet to match. */
interface State {
  readonly at: readonly [number, number];
  readonly rest: string;
  /** Which word is ahead by `rest`. */
  readonly ahead: 0 | 1;
}

/** Spells one more letter of the word that is behind. */
function nextStates(words: readonly [readonly string[], readonly string[]], { at, rest, ahead }: State): State[] {
  const behind = ahead === 0 ? 1 : 0;
  const letter = words[behind][at[behind]];
  if (letter === undefined) return [];
  const moved: readonly [number, number] = behind === 0 ? [at[0] + 1, at[1]] : [at[0], at[1] + 1];
  return spellingsOf(letter).flatMap((spelling): State[] => {
    if (rest.startsWith(spelling)) return [{ at: moved, rest: rest.slice(spelling.length), ahead }];
    return spelling.startsWith(rest) ? [{ at: moved, rest: spelling.slice(rest.length), ahead: behind }] : [];
  });
}

/** A letter, or a vowel whose spelling varies, with all letters that a spelling of it may blend with. */
const SEGMENT = /[aåæ][aeåæ]*|[oø]e*|[uyü]e*|./gsu;
/** The same without the letters that have one spelling. */
const VARYING_SEGMENT = /[aåæ][aeåæ]*|[oø]e*|[uyü]e*/gu;
const VARYING = /^[aåæoøuyü]/u;
const [VARYING_A, VARYING_O, VARYING_U] = [/[aåæ][aeåæ]*/gu, /[oø]e*/gu, /[uyü]e*/gu];

/**
 * The form that all spellings of a word share: `hakon` for Håkon, Haakon, Hakon and Haekon. Words with different
 * skeletons never match; words with the same one match if their segments do.
 */
export function skeletonOf(word: string): string {
  return word.replace(VARYING_A, 'a').replace(VARYING_O, 'o').replace(VARYING_U, 'u');
}

function letterOf(segment: string): string {
  return /^[aåæ]/u.test(segment) ? 'a' : /^[oø]/u.test(segment) ? 'o' : 'u';
}

/** The segments of a word whose spelling varies, in their order. */
function varyingSegments(word: string): readonly string[] {
  return word.match(VARYING_SEGMENT) ?? [];
}

/** Special letters as one ASCII character each. */
const CODES: Readonly<Record<string, string>> = { å: 'A', æ: 'E', ø: 'O', ü: 'U' };

/**
 * A word as the index holds it: its skeleton, and after a blank its segments as far as one is not the plain letter
 * of the skeleton. `hansen`, `hakon A`, `lund y`. One entry for a word, however many spellings it has.
 */
export function indexedWord(word: string): string {
  const segments = [...varyingSegments(word)];
  while (segments.length > 0 && segments.at(-1) === letterOf(segments.at(-1) ?? '')) segments.pop();
  const codes = segments.map((segment) => segment.replace(/[åæøü]/gu, (letter) => CODES[letter] ?? letter));
  return codes.length === 0 ? skeletonOf(word) : `${skeletonOf(word)} ${codes.join(',')}`;
}

/**
 * A regular expression for what follows the skeleton of a beginning in an indexed word: it accepts the words of which
 * some spelling begins with some spelling of `beginning`. Undefined when the skeleton alone decides.
 */
export function endingPattern(beginning: string): string | undefined {
  const segments = varyingSegments(beginning);
  if (segments.length === 0) return undefined;
  const isOpen = VARYING.test((beginning.match(SEGMENT) ?? []).at(-1) ?? '');
  let pattern = '(?:,.*)?';
  let acceptsPlain = true;
  for (const [index, segment] of [...segments.entries()].reverse()) {
    const separator = index === 0 ? ' ' : ',';
    const alternatives = segmentPattern(segment, isOpen && index === segments.length - 1);
    acceptsPlain &&= plainSpellings(segment).includes(letterOf(segment));
    pattern = `${separator}${alternatives}${pattern}`;
    if (acceptsPlain) pattern = `(?:${pattern})?`;
  }
  return `[^ ]*${pattern}$`;
}

/** Runs of vowels that are longer than in any name are compared by their skeleton alone. */
const MAX_EXACT_LENGTH = 6;

/** Every plain spelling of a segment, each once. */
function plainSpellings(segment: string): string[] {
  let spellings = [''];
  for (const letter of segment) {
    const longer = spellings.flatMap((begun) => spellingsOf(letter).map((spelling) => begun + spelling));
    spellings = [...new Set(longer)];
    if (spellings.some(({ length }) => length > MAX_EXACT_LENGTH)) return [letterOf(segment)];
  }
  return spellings;
}

function segmentPattern(segment: string, isOpen: boolean): string {
  const anything = '[^,]*';
  const spellings = plainSpellings(segment);
  const isTooLong = [...segment].reduce((sum, letter) => sum + longestSpelling(letter), 0) > MAX_EXACT_LENGTH;
  if (isTooLong) return anything;
  return `(?:${spellings.map((spelling) => tilings(spelling, isOpen ? anything : '')).join('|')})`;
}

function longestSpelling(letter: string): number {
  return Math.max(...spellingsOf(letter).map(({ length }) => length));
}

/** The letters that can be spelled as one plain letter, and those that can be spelled as two. */
const AS_ONE: Readonly<Record<string, string>> = { a: '[aAE]', e: 'e', o: '[oO]', u: '[uU]', y: '[yU]' };
const AS_TWO: Readonly<Record<string, string>> = { aa: 'A', ae: 'E', oe: 'O', ue: 'U' };

/** A pattern for all segments that have this plain spelling. */
function tilings(spelling: string, end: string): string {
  if (spelling === '') return end;
  const one = `${AS_ONE[spelling.charAt(0)] ?? ''}${tilings(spelling.slice(1), end)}`;
  const two = AS_TWO[spelling.slice(0, 2)];
  return two === undefined ? one : `(?:${one}|${two}${tilings(spelling.slice(2), end)})`;
}
