import type { Instant } from './instant.js';
import type { MovableItem } from './profile.js';

/** One customer's ownership of one electronic travel card. Its id is a random UUID and never reused. */
export interface EcardOwnership extends MovableItem {
  readonly id: string;
  readonly customerNumber: number;
  readonly organisationId: number;
  /** Five digits. */
  readonly ecardOperator: string;
  /** Up to ten digits, kept as a number and shown padded with zeros. */
  readonly ecardNumber: number;
  readonly ecardNumber16digits: string;
  readonly startOfOwnership: Instant;
  /** Absent on the current ownership. */
  readonly endOfOwnership?: Instant;
  readonly ecardName?: string;
  readonly bookingDate?: Instant;
  readonly shippingDate?: Instant;
  readonly expirationDate?: Instant;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** Increases by one with each write of this ownership. */
  readonly version: number;
}

/** The fields of an ownership that a caller sends, already checked. */
export type EcardFields = Pick<EcardOwnership, 'ecardOperator' | 'ecardNumber' | 'startOfOwnership'> &
  Partial<Pick<EcardOwnership, 'endOfOwnership' | 'ecardName' | 'bookingDate' | 'shippingDate' | 'expirationDate'>>;

/** The ten digits of a card number as printed on the card. */
export function tenDigits(ecardNumber: number): string {
  return String(ecardNumber).padStart(10, '0');
}

/** The sixteen digits of a card: operator, number and the Luhn check digit over both. */
export function sixteenDigits(ecardOperator: string, ecardNumber: number): string {
  const digits = ecardOperator + tenDigits(ecardNumber);
  return digits + luhnCheckDigit(digits);
}

function luhnCheckDigit(digits: string): string {
  let sum = 0;
  // The digit left of the check digit counts double, then every second one.
  for (let i = digits.length - 1, double = true; i >= 0; i--, double = !double) {
    const digit = digits.charCodeAt(i) - 48;
    const weighted = double ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return String((10 - (sum % 10)) % 10);
}
