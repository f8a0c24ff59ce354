import { type EcardOwnership, sixteenDigits } from './ecard.js';

/** Which card a lookup is about. Without an operator, the card of any operator with this number. */
export interface EcardQuery {
  /** Five digits; present when the caller gave all sixteen. */
  readonly ecardOperator?: string;
  readonly ecardNumber: number;
}

/** Why a text names no card: it is not a card number at all, or its check digit does not fit. */
export type EcardQueryError = 'not-a-card-number' | 'wrong-check-digit';

/** Spaces between groups of digits: the ordinary one and those that do not break a line. */
const BLANKS = /(?<=\d)[ \u00a0\u2007\u202f]+(?=\d)/g;

/**
 * [CARD-5] Reads a card number as it stands in our responses or on the card: 1 to 10 digits are the number (a number
 * loses its leading zeros in JSON), 16 digits are operator, number and check digit (Luhn, ISO/IEC 7812-1). Blanks may
 * stand between the digits.
 */
export function ecardQueryFrom(text: string): EcardQuery | EcardQueryError {
  const digits = text.replace(BLANKS, '');
  if (/^\d{1,10}$/.test(digits)) return { ecardNumber: Number(digits) };
  if (!/^\d{16}$/.test(digits)) return 'not-a-card-number';
  const ecardOperator = digits.slice(0, 5);
  const ecardNumber = Number(digits.slice(5, 15));
  return sixteenDigits(ecardOperator, ecardNumber) === digits ? { ecardOperator, ecardNumber } : 'wrong-check-digit';
}

/**
 * [CARD-5] The one ownership that a lookup finds among the current ownerships of cards with this number, or
 * `ambiguous` when cards of two operators have it and the caller did not name the operator.
 */
export function ownershipFoundBy(
  { ecardOperator }: EcardQuery,
  current: readonly EcardOwnership[],
): EcardOwnership | 'ambiguous' | undefined {
  const found = current.filter((one) => ecardOperator === undefined || one.ecardOperator === ecardOperator);
  return found.length > 1 ? 'ambiguous' : found[0];
}
