import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collationKey } from './collation-key.js';
import { ICU_VERSION } from './norwegian-order.js';

/** The oracle of contract section 4: names are sorted as this sorts them. */
const COLLATOR = new Intl.Collator('nb');
const sign = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1);

/** The pairs that the sort keys and the reference collation order differently. */
function disagreements(pairs: Iterable<readonly [string, string]>): string[] {
  return [...pairs].flatMap(([one, other]) => {
    const [ours, theirs] = [sign(collationKey(one), collationKey(other)), Math.sign(COLLATOR.compare(one, other))];
    return ours === theirs ? [] : [`${JSON.stringify([one, other])}: ${ours} instead of ${theirs}`];
  });
}

const NAMES = [
  ...[
    'Aas',
    'Ås',
    'ÅS',
    'aas',
    'AAs',
    'aAs',
    'Aaberg',
    'Åberg',
    'Aabel',
    'Abel',
    'Azra',
    'Ærlig',
    'Äpple',
    'Ørn',
    'Örn',
  ],
  ...['Zetlitz', 'Zoe', 'Zøylen', 'Müller', 'Myhre', 'Muri', 'Mykland', 'Édith', 'Edith', 'edvard', 'Erik', 'Bjørn'],
  ...['Bjorn', 'Björn', 'Bjoern', 'Håkon', 'Haakon', 'Hakon', 'Hårek', 'Ole', 'ole', 'Øle', 'Olé', 'André', 'Andrea'],
  ...['Strauß', 'Strauss', 'Straub', 'Çelik', 'Celine', 'Ñuñez', 'Nunez', 'Renée', 'Renate', 'Kåre', 'Kaare', 'Kari'],
  ...[
    'Anne Marie',
    'Anne',
    'Annette',
    'Anne-Marie',
    'Anne‑Marie',
    'Annemarie',
    'Šimon',
    'Simon',
    'Žižek',
    'Ziv',
    'Øystein',
  ],
  ...[
    'van Gogh',
    'Vang',
    'Łukasz',
    'Lukas',
    'Lund',
    'Đorđe',
    'Dora',
    'Dyre',
    'Tuva',
    'Guđrun',
    'Gudmund',
    'Þór',
    'Thor',
  ],
  ...[
    "O'Hara",
    'O’Hara',
    'Ohara',
    'O Hara',
    'Őze',
    'Űri',
    'Ūri',
    'Ŋuŋŋá',
    'Nils',
    'Nz',
    'Əliyev',
    'Eliyev',
    'Ezra',
    'Œuvre',
  ],
  ...[
    'Ŧuvva',
    'Tz',
    'ıldız',
    'Ildiz',
    'İbrahim',
    'Yıldız',
    'YILDIZ',
    'Yildiz',
    'Ǯiõǥǥâz',
    'Ħal',
    'Hz',
    'Ǿrsted',
    'A\u030ase',
  ],
  ...[
    '',
    ' ',
    '-',
    '1',
    'Ола',
    'Йорн',
    'Иван',
    'Ёлка',
    'Αθηνά',
    'محمد',
    'ԱՆԻ',
    'მარი',
    'a\u0323\u030a',
    'ạ̈b',
    'l·la',
    'ĿL',
  ],
];

/** Letters of European names, with those of the Sami alphabets, and what stands between words. */
const EUROPEAN = [..."abdeghiklnorstuyzABDEHIKLNOSTUZæøåÆØÅäöüÄÖÜáéíóúýàèçčđŋšŧžñßþðłőűėęıİ'’- ."];
const european = fc.array(fc.constantFrom(...EUROPEAN), { maxLength: 8 }).map((letters) => letters.join(''));
/** Any character of the Latin, Greek and Cyrillic blocks, and accents by themselves. */
const wide = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0x20, max: 0x24f }),
      fc.integer({ min: 0x300, max: 0x33f }),
      fc.integer({ min: 0x386, max: 0x45f }),
      fc.integer({ min: 0x1e00, max: 0x1eff }),
      fc.constantFrom(0x61, 0x41, 0x73, 0x74, 0x68),
    ),
    { maxLength: 5 },
  )
  .map((codes) => String.fromCharCode(...codes).normalize('NFC'));

describe(`the order of names is that of Intl.Collator('nb'), ICU ${ICU_VERSION}`, () => {
  // Another ICU may order punctuation and rare letters otherwise; ADR 0020 says what to do then.
  // biome-ignore lint/style/noRestrictedGlobals: the version of the oracle is known to Node alone
  const isOurIcu = process.versions['icu']?.split('.')[0] === ICU_VERSION.split('.')[0];

  test.runIf(isOurIcu)('for every two of many names', () => {
    expect(disagreements(NAMES.flatMap((one) => NAMES.map((other) => [one, other] as const)))).toEqual([]);
  });

  test.runIf(isOurIcu)('for thousands of generated names, sorted as a whole', () => {
    const names = [...new Set(fc.sample(european, { numRuns: 6000, seed: 17 }))];
    const expected = [...names].sort((one, other) => COLLATOR.compare(one, other) || sign(one, other));
    const keys = new Map(names.map((name) => [name, collationKey(name)]));
    const ours = [...names].sort((one, other) => sign(keys.get(one) ?? '', keys.get(other) ?? '') || sign(one, other));
    expect(ours).toEqual(expected);
  });

  test.runIf(isOurIcu)('for any two generated names', () => {
    const pairs = fc.sample(fc.tuple(european, european), { numRuns: 5000, seed: 18 });
    expect(disagreements(pairs)).toEqual([]);
  });

  test.runIf(isOurIcu)('for a name and the same name with one character more, less or different', () => {
    const samples = fc.sample(fc.tuple(european, fc.nat(), fc.constantFrom(...EUROPEAN)), { numRuns: 5000, seed: 19 });
    const pairs = samples.flatMap(([name, at, letter]) => {
      const place = at % (name.length + 1);
      const [before, after] = [name.slice(0, place), name.slice(place)];
      return [[name, before + letter + after] as const, [name, before + letter + after.slice(1)] as const];
    });
    expect(disagreements(pairs)).toEqual([]);
  });

  test.runIf(isOurIcu)('for nearly any characters of three scripts, with accents in any order', () => {
    const pairs = fc.sample(fc.tuple(wide, wide), { numRuns: 5000, seed: 20 });
    expect(disagreements(pairs)).toEqual([]);
  });
});

test('names that the collation calls equal have one key; an unlisted script sorts behind all others', () => {
  expect(collationKey('A\u030ase')).toBe(collationKey('Åse'));
  expect(collationKey('Ka\u00adri')).toBe(collationKey('Kari'));
  expect(collationKey('王') > collationKey('Ås')).toBe(true);
  expect(collationKey('王') < collationKey('李')).toBe('王' < '李');
});

test('the key of the longest name stays small enough for a cursor', () => {
  expect(new TextEncoder().encode(collationKey('Ǻ'.repeat(100))).length).toBeLessThan(1200);
});
