import type { DuplicateReason } from './duplicates.js';
import { duplicatesAmong } from './duplicates.js';
import type { FieldChange } from './field-changes.js';
import type { Profile } from './profile.js';

/** [DUP-1] Two profiles that may be one person. The lower customer number is the first. */
export interface DuplicatePair {
  readonly first: number;
  readonly second: number;
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

/** [DUP-1] The pairs of a profile with candidates, the likeliest first. */
export function pairsWith(profile: Profile, candidates: readonly Profile[]): DuplicatePair[] {
  return duplicatesAmong(candidates, profile).map(({ profile: { customerNumber: other }, score, reasons }) => ({
    first: Math.min(profile.customerNumber, other),
    second: Math.max(profile.customerNumber, other),
    score,
    reasons,
  }));
}

/** The order of a list of pairs: the likeliest first, then by customer numbers. */
export function comparePairs(one: DuplicatePair, other: DuplicatePair): number {
  return other.score - one.score || one.first - other.first || one.second - other.second;
}

/** The fields that decide which pairs a profile belongs to. */
const DECIDING: ReadonlySet<string> = new Set([
  ...['firstName', 'surname', 'email', 'countryCode', 'telephoneNumberNoCountryCode', 'landlineNumber'],
  ...['dateOfBirth', 'vippsId', 'postalAddresses', 'status', 'parentId', 'relatedCustomerNumbers', 'distinctFrom'],
]);

/** [DUP-1] Whether a change of these fields can change the pairs of a profile. */
export function changesPairs(fields: readonly FieldChange[]): boolean {
  return fields.some(({ field }) => DECIDING.has(field));
}
