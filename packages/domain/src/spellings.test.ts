import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedLetters } from './letters.js';
import { nameLikeness } from './name-likeness.js';
import { meets, searchTermsOf, wordTerms } from './search-terms.js';
import { endingPattern, indexedWord, skeletonOf, spelledAlike } from './spellings.js';
import { aProfile } from './testing/given.js';

/** The rule as contract section 4 states it, by writing every spelling out. */
const CONTRACT: Readonly<Record<string, readonly string[]>> = {
  ...{ å: ['aa', 'a'], æ: ['ae', 'a'], ä: ['ae', 'a'], ø: ['o', 'oe'], ö: ['o', 'oe'], ü: ['u', 'ue', 'y'] },
};
function everySpelling(word: string): Set<string> {
  let spellings = [''];
  for (const letter of word) {
    spellings = spellings.flatMap((begun) => (CONTRACT[letter] ?? [letter]).map((spelling) => begun + spelling));
  }
  return new Set(spellings);
}
const areEqual = (one: string, other: string) => {
  const spellings = everySpelling(other);
  return [...everySpelling(one)].some((spelling) => spellings.has(spelling));
};
const beginsLike = (word: string, beginning: string) =>
  [...everySpelling(word)].some((spelling) =>
    [...everySpelling(beginning)].some((begun) => spelling.startsWith(begun)),
  );

const letters = fc.constantFrom(...'aaeeouyhnåæäøöü');
const word = fc.array(letters, { minLength: 1, maxLength: 6 }).map((chosen) => chosen.join(''));
/** A word and one of its spellings, in which any letter may also stay as it is. */
const wordAndSpelling = fc.array(fc.tuple(letters, fc.nat()), { minLength: 1, maxLength: 12 }).map((chosen) => {
  const respelled = chosen.map(([letter, choice]) => {
    const choices = [letter, ...(CONTRACT[letter] ?? [])];
    return choices[choice % choices.length] ?? letter;
  });
  return [chosen.map(([letter]) => letter).join(''), respelled.join('')] as const;
});

const finds = (kept: string, asked: string) => {
  const terms = searchTermsOf(aProfile({ surname: kept }));
  return wordTerms('surname', asked).every((term) => meets(terms, term));
};
const isSame = (one: string, other: string) =>
  nameLikeness({ firstName: 'Kari', surname: one }, { firstName: 'Kari', surname: other }) === 'same';

describe('[FIND-1] equal words', () => {
  test('any two words are equal exactly if they have a spelling in common', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(spelledAlike(foldedLetters(one), foldedLetters(other))).toBe(areEqual(one, other));
      }),
      { numRuns: 4000 },
    );
  });

  test('[DUP-1] a word and any of its spellings find each other, and are the same name from either side', () => {
    fc.assert(
      fc.property(wordAndSpelling, ([one, other]) => {
        for (const [kept, asked] of [
          [one, other],
          [other, one],
          [one.toUpperCase(), other],
          [other, one.toUpperCase()],
        ] as const) {
          expect(finds(kept, asked), `${kept} by ${asked}`).toBe(true);
          expect(isSame(kept, asked), `${kept} and ${asked}`).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[DUP-1] find and duplicates are symmetric for any two words of one length of skeleton', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(isSame(one, other)).toBe(isSame(other, one));
        if (isSame(one, other)) {
          expect(finds(one, other)).toBe(true);
          expect(finds(other, one)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a beginning finds exactly the words of which a spelling begins with a spelling of it', () => {
    fc.assert(
      fc.property(word, fc.array(letters, { minLength: 1, maxLength: 3 }), (kept, typed) => {
        const beginning = typed.join('');
        expect(finds(kept, beginning), `${kept} by ${beginning}`).toBe(beginsLike(kept, beginning));
      }),
      { numRuns: 4000 },
    );
  });

  test('each letter of a word may be typed in another spelling, and each beginning finds the word', () => {
    fc.assert(
      fc.property(wordAndSpelling, fc.nat(), ([kept, spelling], length) => {
        expect(finds(kept, spelling.slice(0, 1 + (length % spelling.length)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a word of a hundred special letters has one index entry and a pattern of bounded size', () => {
    const long = 'måttälø'.repeat(14);
    expect(indexedWord(foldedLetters(long)).length).toBeLessThan(200);
    expect(endingPattern(foldedLetters(long))?.length).toBeLessThan(5000);
    expect(finds(long, long.replaceAll('å', 'aa').replaceAll('ä', 'a').replaceAll('ø', 'oe'))).toBe(true);
    expect(finds('åæ'.repeat(50), 'aaae'.repeat(25))).toBe(true);
    expect(spelledAlike('å'.repeat(100), 'a'.repeat(150))).toBe(true);
  });
});

test.each([
  ['håkon', 'hakon A'],
  ['haakon', 'hakon aa'],
  ['hakon', 'hakon'],
  ['bjørn', 'bjorn O'],
  ['lynd', 'lund y'],
  ['hansenå', 'hansena a,A'],
])('the word %s is in the index as "%s"', (kept, entry) => {
  expect(indexedWord(kept)).toBe(entry);
  expect(entry.startsWith(skeletonOf(kept))).toBe(true);
});
