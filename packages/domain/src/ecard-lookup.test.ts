import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sixteenDigits, tenDigits } from './ecard.js';
import { ecardQueryFrom, ownershipFoundBy } from './ecard-lookup.js';
import { anEcard } from './testing/given.js';

const operators = fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, '0'));
const numbers = fc.integer({ min: 0, max: 9_999_999_999 });
const blanks = fc.constantFrom('', '', ' ', '  ', '\u00a0', '\u202f');

/** The digits with blanks in some of the places between them. */
const spaced = (digits: string) =>
  fc
    .array(blanks, { minLength: digits.length - 1, maxLength: digits.length - 1 })
    .map((between) => [...digits].map((digit, place) => digit + (between[place] ?? '')).join(''));

describe('lookup by card', () => {
  // Our responses show ecardNumber as a JSON number, so the card 0699485023 is shown as 699485023.
  test('[CARD-5] a number is read as a response shows it and as the card shows it, with blanks between', () => {
    const spellings = numbers.chain((ecardNumber) =>
      fc.tuple(fc.constant(ecardNumber), fc.oneof(spaced(String(ecardNumber)), spaced(tenDigits(ecardNumber)))),
    );
    fc.assert(
      fc.property(spellings, ([ecardNumber, text]) => {
        expect(ecardQueryFrom(text)).toEqual({ ecardNumber });
      }),
    );
  });

  test('[CARD-5] sixteen digits name the operator too, with blanks between', () => {
    const cards = fc
      .tuple(operators, numbers)
      .chain(([ecardOperator, ecardNumber]) =>
        fc.tuple(fc.constant({ ecardOperator, ecardNumber }), spaced(sixteenDigits(ecardOperator, ecardNumber))),
      );
    fc.assert(
      fc.property(cards, ([card, text]) => {
        expect(ecardQueryFrom(text)).toEqual(card);
      }),
    );
  });

  test('[CARD-5] one wrong digit of sixteen does not fit the check digit', () => {
    const wrong = fc.tuple(operators, numbers, fc.nat(15), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(wrong, ([operator, number, place, more]) => {
        const right = sixteenDigits(operator, number);
        const digit = (Number(right[place]) + more) % 10;
        const text = right.slice(0, place) + digit + right.slice(place + 1);
        expect(ecardQueryFrom(text)).toBe('wrong-check-digit');
      }),
    );
  });

  test.each([
    '',
    ' ',
    '12345678901',
    '123456789012345',
    '12345678901234567',
    ' 123',
    '123 ',
    '12-34',
    '+123',
    '1e3',
    '12345abcde',
    '１２３４５',
    '12\t34',
  ])('[CARD-5] %j is not a card number', (text) => {
    expect(ecardQueryFrom(text)).toBe('not-a-card-number');
  });

  test('[CARD-5] ten digits find the only card with them, and are ambiguous between two operators', () => {
    const one = anEcard({ ecardOperator: '00001' });
    const other = anEcard({ ecardOperator: '00002' });
    const { ecardNumber } = one;
    expect(ownershipFoundBy({ ecardNumber }, [])).toBeUndefined();
    expect(ownershipFoundBy({ ecardNumber }, [one])).toBe(one);
    expect(ownershipFoundBy({ ecardNumber }, [one, other])).toBe('ambiguous');
    expect(ownershipFoundBy({ ecardOperator: '00002', ecardNumber }, [one, other])).toBe(other);
    expect(ownershipFoundBy({ ecardOperator: '00003', ecardNumber }, [one, other])).toBeUndefined();
  });
});
