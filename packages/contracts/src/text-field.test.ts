import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { badInput } from './bad-input.js';
import { BLANK_PATTERN, isBlank, isNotGiven, visibleTextPattern } from './blank-text.js';
import { blankIsAbsent, choice, optional, optionalNotNull, text } from './text-field.js';

// Contract, section 1: "Text that consists only of white space or non-printing characters (Unicode General_Category Cf,
// Cc, Zs, Zl, Zp, and the Hangul fillers) counts as empty."
const BLANK_CHARACTER = /^[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]$/u;

const characters = Array.from({ length: 0x110000 }, (_, point) => point)
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point));
const BLANKS = characters.filter((character) => BLANK_CHARACTER.test(character));

const blankTexts = fc.array(fc.constantFrom(...BLANKS), { maxLength: 6 }).map((several) => several.join(''));
const visibleTexts = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .filter((value) => !isBlank(value) && !/\p{Cc}/u.test(value));

function errorsOf(schema: z.ZodType, value: unknown) {
  const result = schema.safeParse(value);
  return result.success ? [] : (badInput(result.error.issues).details.errors ?? []);
}

describe('blank text', () => {
  test('every character of the categories is blank, and no other one', () => {
    const wrong = characters.filter((character) => isBlank(character) !== BLANK_CHARACTER.test(character));
    expect(wrong).toEqual([]);
  });

  test('a text is blank if all of its characters are', () => {
    fc.assert(
      fc.property(blankTexts, (blank) => {
        expect(isBlank(blank)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(blankTexts, fc.constantFrom('a', 'å', '1', '🙂', '\ud800'), blankTexts, (before, visible, after) => {
        expect(isBlank(before + visible + after)).toBe(false);
      }),
    );
  });

  test('the patterns of the document agree, over the basic plane', () => {
    const [blank, visible] = [new RegExp(BLANK_PATTERN, 'u'), new RegExp(visibleTextPattern({ lines: false }), 'u')];
    const basic = characters.filter((character) => character.length === 1);
    expect(basic.filter((character) => blank.test(character) !== isBlank(character))).toEqual([]);
    expect(basic.filter((character) => visible.test(character) === isBlank(character))).toEqual([]);
  });

  test('absent, null and blank text are not given', () => {
    for (const nothing of [undefined, null, '', ' ', '\u200b', '\t']) expect(isNotGiven(nothing)).toBe(true);
    for (const something of [0, false, 'x', [], {}]) expect(isNotGiven(something)).toBe(false);
  });
});

describe('a required text', () => {
  test('is refused when it is blank', () => {
    fc.assert(
      fc.property(blankTexts, (blank) => {
        expect(errorsOf(text({ max: 100 }), blank)).toEqual([{ path: '', message: 'Must not be empty or blank.' }]);
      }),
    );
  });

  test('is returned exactly as it was sent', () => {
    fc.assert(
      fc.property(visibleTexts, (value) => {
        expect(text({ max: 100 }).parse(value)).toBe(value);
      }),
    );
  });

  test('counts characters, not code units', () => {
    expect(errorsOf(text({ max: 3 }), '🙂🙂🙂')).toEqual([]);
    expect(errorsOf(text({ max: 3 }), '🙂🙂🙂🙂')).toEqual([{ path: '', message: 'Too long: at most 3 characters.' }]);
    expect(errorsOf(text({ max: 9, min: 2 }), '🙂')).toEqual([
      { path: '', message: 'Too short: at least 2 characters.' },
    ]);
  });

  test('names each of several errors', () => {
    const messages = errorsOf(text({ max: 3 }), 'abcd\u0000').map(({ message }) => message);
    expect(messages).toEqual(['Too long: at most 3 characters.', 'No control characters.']);
    expect(errorsOf(text({ max: 9 }), 'a\ud800')).toHaveLength(1);
  });

  test('may have line breaks and tabs where it has lines', () => {
    expect(text({ max: 9, lines: true }).parse('a\n\tb')).toBe('a\n\tb');
    expect(errorsOf(text({ max: 9, lines: true }), 'a\u0000')).toHaveLength(1);
  });
});

describe('an optional text', () => {
  const kinds = z.strictObject({
    plain: optional(text({ max: 3 })),
    formed: optional(text({ max: 9, read: () => ({ message: 'never right' }) })),
    query: optionalNotNull(text({ max: 3 })),
    one: optional(choice(['A', 'B'])),
    defaulted: blankIsAbsent(choice(['A', 'B'])).default('B'),
  });

  test('is not given when it is blank, one with a form included', () => {
    fc.assert(
      fc.property(blankTexts, (blank) => {
        const given = { plain: blank, formed: blank, query: blank, one: blank, defaulted: blank };
        expect(JSON.parse(JSON.stringify(kinds.parse(given)))).toEqual({ defaulted: 'B' });
      }),
    );
  });

  test('may be null, except in a query', () => {
    expect(kinds.parse({ plain: null, one: null })).toEqual({ plain: null, one: null, defaulted: 'B' });
    expect(errorsOf(kinds, { query: null }).map(({ path }) => path)).toEqual(['query']);
  });

  test('is checked like a required one otherwise', () => {
    const errors = errorsOf(kinds, { plain: 'abcd', formed: 'x', query: 'abcd', one: 'C', defaulted: 'C' });
    expect(errors.map(({ path }) => path)).toEqual(['plain', 'formed', 'query', 'one', 'defaulted']);
  });
});
