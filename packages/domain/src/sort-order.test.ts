import { describe, expect, test } from 'vitest';
import { aProfile } from '../test/given.js';
import { norwegianKey, sortKeysOf } from './sort-order.js';

// What a Norwegian phone book would say, with case and accents of no weight.
const COLLATOR = new Intl.Collator('nb', { sensitivity: 'base' });

const NAMES = [
  ...['Aas', 'Ås', 'ÅS', 'aas', 'Aaberg', 'Åberg', 'Aabel', 'Abel', 'Azra', 'Ærlig', 'Äpple', 'Ørn', 'Örn', 'Øystein'],
  ...['Zetlitz', 'Zoe', 'Zøylen', 'Müller', 'Myhre', 'Muri', 'Mykland', 'Édith', 'Edith', 'edvard', 'Erik', 'Bjørn'],
  ...['Bjorn', 'Björn', 'Bjoern', 'Håkon', 'Haakon', 'Hakon', 'Hårek', 'Ole', 'ole', 'Øle', 'Olé', 'André', 'Andrea'],
  ...['Strauß', 'Strauss', 'Straub', 'Çelik', 'Celine', 'Ñuñez', 'Nunez', 'Renée', 'Renate', 'Kåre', 'Kaare', 'Kari'],
  ...['Anne Marie', 'Anne', 'Annette', 'Anne-Marie', 'Šimon', 'Simon', 'Žižek', 'Ziv', 'van Gogh', 'Vang'],
];
/** Letters without a decomposition: Northern Sámi, Polish, Turkish and Icelandic ones. */
const STROKED = ['Łukasz', 'Lukas', 'Lund', 'Đorđe', 'Dora', 'Dyre', 'Tuva', 'Guđrun', 'Gudmund', 'Þór', 'Tina'];

const sign = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

function disagreements(names: readonly string[]): string[] {
  return names.flatMap((a) =>
    names.flatMap((b) => {
      const [ours, theirs] = [sign(norwegianKey(a), norwegianKey(b)), Math.sign(COLLATOR.compare(a, b))];
      return ours === theirs ? [] : [`${a} / ${b}: ${ours} instead of ${theirs}`];
    }),
  );
}

describe('the order of names', () => {
  test('is that of the Norwegian alphabet, whichever two are compared', () => {
    expect(disagreements(NAMES)).toEqual([]);
  });

  test('takes letters with a stroke for those they are made of', () => {
    expect(disagreements(STROKED)).toEqual([]);
  });

  test.each([
    ['Aase', 'Åse'],
    ['Ärlig', 'ærlig'],
    ['ÖRN', 'ørn'],
    ['Müller', 'Myller'],
    ['Édith', 'edith'],
    ['A\u030ase', 'Åse'],
  ])('%s and %s stand in the same place', (one, other) => {
    expect(norwegianKey(one)).toBe(norwegianKey(other));
  });

  test('what a profile has not comes first; emails go without case', () => {
    const keys = sortKeysOf(aProfile({ firstName: '', surname: 'Ås', email: 'Kari@X.no' }));
    expect(keys).toEqual({ firstName: '', surname: '}s', email: 'kari@x.no', dateOfBirth: '' });
    expect(sortKeysOf(aProfile({ dateOfBirth: '1985-04-12' }))).toMatchObject({ email: '', dateOfBirth: '1985-04-12' });
  });
});
