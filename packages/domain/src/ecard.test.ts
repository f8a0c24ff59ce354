import { describe, expect, test } from 'vitest';
import { sixteenDigits, tenDigits } from './ecard.js';

describe('card numbers', () => {
  test.each([
    [0, '0000000000'],
    [42, '0000000042'],
    [9_999_999_999, '9999999999'],
  ])('%i is shown as %s', (number, shown) => {
    expect(tenDigits(number)).toBe(shown);
  });

  test('the sixteen digits are operator, number padded with zeros, and one more', () => {
    expect(sixteenDigits('57803', 42)).toMatch(/^578030000000042\d$/);
  });

  // 7992739871 with 3 is the example in most descriptions of the algorithm.
  test('the check digit is that of Luhn', () => {
    expect(sixteenDigits('00000', 7_992_739_871)).toBe('0000079927398713');
  });

  test('the check digit of zeros is zero', () => {
    expect(sixteenDigits('00000', 0)).toBe('0'.repeat(16));
  });

  test('any one wrong digit, and any two neighbours swapped but 09 and 90, give another check digit', () => {
    const right = sixteenDigits('57803', 1_234_567_890);
    for (let i = 0; i < 15; i++) {
      const wrong = right.slice(0, i) + ((Number(right[i]) + 1) % 10) + right.slice(i + 1, 15);
      expect(sixteenDigits(wrong.slice(0, 5), Number(wrong.slice(5))).at(-1)).not.toBe(right.at(-1));
      const [a = '', b = ''] = [right[i], right[i + 1]];
      if (i === 14 || a === b || new Set([a + b, '09', '90']).size === 2) continue;
      const swapped = right.slice(0, i) + b + a + right.slice(i + 2, 15);
      expect(sixteenDigits(swapped.slice(0, 5), Number(swapped.slice(5))).at(-1)).not.toBe(right.at(-1));
    }
  });
});
