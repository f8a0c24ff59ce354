import { expect, test } from 'vitest';
import { en } from './en';
import { enAdmin } from './en-admin';
import { nb } from './nb';
import { nbAdmin } from './nb-admin';

/** All texts of a language by their keys. */
function flat(texts: object, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value as object, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

/** Words that are the same in both languages, and names of languages. */
const SAME =
  /^(Norsk|Standard|Database|English|Status|Type|Export|Test|Pause|Imports?|System|Webhook|Webhooks|UUID|OK)$/;

test.each([
  ['the console', en, nb],
  ['the administration', enAdmin, nbAdmin],
])('both languages have every text of %s, with the same placeholders', (_, english, norwegian) => {
  const [one, other] = [new Map(flat(english)), new Map(flat(norwegian))];
  expect(one.size).toBeGreaterThan(100);
  expect([...other.keys()].toSorted()).toEqual([...one.keys()].toSorted());
  const different = [...one].filter(
    ([key, text]) => `${placeholders(text)}` !== `${placeholders(other.get(key) ?? '')}`,
  );
  expect(different).toEqual([]);
  const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\{\{\w+\}\}/g, ''));
  const untranslated = [...one].filter(([key, text]) => other.get(key) === text && hasWords(text) && !SAME.test(text));
  expect(untranslated).toEqual([]);
  expect([...one, ...other].filter(([, text]) => text.trim() === '')).toEqual([]);
});
