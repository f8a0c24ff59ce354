import { ACCENT_ORDER, EXPANSIONS, IGNORED, ORDER } from './norwegian-order.js';

/** The weights of a character on each level of the comparison: its letter, its accent, its case or form. */
interface Weights {
  readonly letter: number;
  readonly accent?: number;
  readonly form: number;
}

const FIRST_LETTER = 0x100;
/** Stands before a character that the table does not have, so that it sorts behind all others, by its code point. */
const UNLISTED = '\u1000';
const LEVEL_END = '\u0001';
/** An ordinary accent or form; whatever is heavier is a greater number. */
const PLAIN = 0x20;

const unescaped = (text: string) => text.replace(/\\(.)/gsu, '$1');

/** The rules of a table, each with the relation in front of it. */
function rulesOf(table: string): [string, string][] {
  const rules = table.matchAll(/(<{1,3}|=)((?:\\.|[^<=\\])+)/gsu);
  return [...rules].map(([, relation = '', element = '']) => [relation, unescaped(element)]);
}

function accentsFrom(table: string): Map<string, number> {
  const accents = new Map<string, number>();
  let weight = PLAIN;
  for (const [relation, element] of rulesOf(table)) {
    if (relation !== '=') weight += 1;
    accents.set(element, weight);
  }
  return accents;
}

function lettersFrom(table: string, accents: ReadonlyMap<string, number>): Map<string, Weights> {
  const letters = new Map<string, Weights>();
  let letter = FIRST_LETTER;
  let accent: number | undefined;
  let form = PLAIN;
  for (const [relation, element] of rulesOf(table)) {
    if (relation === '<') {
      letter += 1;
      accent = undefined;
    } else if (relation === '<<') accent = accents.get(element);
    form = relation === '=' ? form : relation === '<<<' ? form + 1 : PLAIN;
    letters.set(element, { letter, form, ...(accent !== undefined && { accent }) });
  }
  return letters;
}

const ACCENTS = accentsFrom(ACCENT_ORDER);
const LETTERS = lettersFrom(ORDER, ACCENTS);
const EXPANDED = new Map(rulesOf(EXPANSIONS).map(([, text]) => [text.charAt(0), text.slice(1)]));
const IGNORABLE = new Set(IGNORED);
const isMark = (character: string) => ACCENTS.has(character) && !LETTERS.has(character) && !EXPANDED.has(character);

/** The three levels of a key while it is made. */
interface Levels {
  letters: string;
  accents: number[];
  forms: number[];
}

/**
 * A text that sorts as the name does in ICU's collation for `nb`, with its defaults: comparing two keys character by
 * character gives what `new Intl.Collator('nb').compare` gives for the names. First come all letters (punctuation and
 * blanks among them), then the accents, then case. The order is fixed in a table, so a key does not change with Node.
 */
export function collationKey(name: string): string {
  const levels: Levels = { letters: '', accents: [], forms: [] };
  const characters = [...name.normalize('NFD')].filter((character) => !IGNORABLE.has(character));
  for (let at = 0; at < characters.length; ) at = addFrom(characters, at, levels);
  return [levels.letters, weighed(levels.accents), weighed(levels.forms)].join(LEVEL_END);
}

/** Plain letters at the end make no difference. */
function weighed(weights: readonly number[]): string {
  const end = weights.findLastIndex((weight) => weight !== PLAIN) + 1;
  return String.fromCharCode(...weights.slice(0, end));
}

/** Adds the letter at a place, with the accents behind it. Gives the place of the next letter. */
function addFrom(characters: readonly string[], at: number, levels: Levels): number {
  const character = characters[at] ?? '';
  const pair = character + (characters[at + 1] ?? '');
  if (!isMark(characters[at + 1] ?? '') && LETTERS.has(pair)) {
    addWeights(LETTERS.get(pair), levels);
    return at + 2;
  }
  let next = at + 1;
  while (next < characters.length && isMark(characters[next] ?? '')) next += 1;
  const marks = characters.slice(at + 1, next);
  const joining = marks.findIndex((mark, place) => LETTERS.has(character + mark) && isUnblocked(marks, place));
  if (joining === -1) addCharacter(character, levels);
  else addWeights(LETTERS.get(character + marks[joining]), levels);
  for (const [place, mark] of marks.entries()) if (place !== joining) addAccent(ACCENTS.get(mark), levels);
  return next;
}

/** Whether nothing between a letter and its accent sits at the same side of it, by the order that Unicode gives marks. */
function isUnblocked(marks: readonly string[], place: number): boolean {
  const mark = marks[place] ?? '';
  return marks.slice(0, place).every((before) => (mark + before).normalize('NFD') !== mark + before);
}

function addCharacter(character: string, levels: Levels): void {
  const expansion = EXPANDED.get(character);
  if (expansion === undefined) {
    if (isMark(character)) addAccent(ACCENTS.get(character), levels);
    else if (LETTERS.has(character)) addWeights(LETTERS.get(character), levels);
    else {
      levels.letters += UNLISTED + character;
      levels.accents.push(PLAIN);
      levels.forms.push(PLAIN);
    }
    return;
  }
  const [first = '', ...others] = expansion;
  addCharacter(first, levels);
  addAccent(ACCENTS.get(character), levels);
  for (const other of others) addCharacter(other, levels);
  // The character itself sorts behind its expansion.
  const last = levels.forms.pop();
  levels.forms.push((last ?? PLAIN) + 1);
}

function addWeights(weights: Weights | undefined, levels: Levels): void {
  if (weights === undefined) return;
  levels.letters += String.fromCharCode(weights.letter);
  levels.accents.push(PLAIN);
  levels.forms.push(weights.form);
  addAccent(weights.accent, levels);
}

function addAccent(accent: number | undefined, levels: Levels): void {
  if (accent === undefined) return;
  levels.accents.push(accent);
  levels.forms.push(PLAIN);
}
