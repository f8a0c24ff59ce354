import { randomInt } from 'node:crypto';
import type { CustomerResponse } from '@profiles/contracts';
import type { EcardBody } from './organisation.js';

export const START = '2026-01-01T00:00:00.000Z';

/** A new card for a customer, with the fields that add-ecard and update-ecard require. */
export function newCard({ customerNumber }: Pick<CustomerResponse, 'customerNumber'>): EcardBody {
  return {
    customerNumber,
    ecardOperator: String(randomInt(10_000, 99_999)),
    ecardNumber: randomInt(1_000_000_000, 9_999_999_999),
    startOfOwnership: START,
  };
}

export function tenDigits({ ecardNumber }: EcardBody): string {
  return String(ecardNumber).padStart(10, '0');
}

/** Operator, number and Luhn check digit: the digit that makes the weighted sum a multiple of ten. */
export function sixteenDigits(card: EcardBody): string {
  const fifteen = card.ecardOperator + tenDigits(card);
  const check = '0123456789'.split('').find((digit) => luhnSum(fifteen + digit) % 10 === 0);
  return `${fifteen}${check}`;
}

/** The sixteen digits with a check digit that does not fit. */
export function wrongSixteenDigits(card: EcardBody): string {
  const right = sixteenDigits(card);
  return right.slice(0, 15) + ((Number(right.at(-1)) + 1) % 10);
}

/** ISO/IEC 7812-1: from the right, every second digit counts double, and a two-digit product by its digits. */
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return sum + Math.floor(product / 10) + (product % 10);
  }, 0);
}
