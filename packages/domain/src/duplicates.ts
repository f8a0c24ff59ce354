import { comparablePostCode } from './comparable-post-code.js';
import { comparableTelephone } from './comparable-telephone.js';
import { areDistinct } from './distinct-profiles.js';
import { duplicateKeysOf } from './duplicate-keys.js';
import { nameLikeness } from './name-likeness.js';
import type { PostalAddress, Profile } from './profile.js';
import { isMerged } from './redirection.js';
import { telephoneOf } from './search-terms.js';
import { comparable } from './uniqueness.js';
import { textsReadAlike } from './words.js';

/**
 * [DUP-1] The reasons why two profiles may be one person, each with the share of the remaining doubt that it removes. Values
 * of one person alone weigh most. Families share an address and a landline, and many people share a name or a day of birth:
 * two of these are needed. A vippsId is no reason, because two profiles in use never have the same one.
 */
const WEIGHTS = {
  'same-email': 0.6,
  'same-telephone': 0.5,
  'same-date-of-birth': 0.4,
  'same-name': 0.35,
  'same-address': 0.3,
  'same-landline': 0.2,
  'similar-name': 0.2,
} as const;

export type DuplicateReason = keyof typeof WEIGHTS;

/** All reasons, the weightiest first. */
export const DUPLICATE_REASONS = Object.keys(WEIGHTS) as [DuplicateReason, ...DuplicateReason[]];

/** The factor of a score for each contradiction. */
const CONTRADICTION_FACTOR = 0.5;

/** The lowest score of a likely duplicate. One weak reason, or two with a contradiction, score less. */
const MIN_SCORE = 0.4;

/** How likely it is that two profiles are one person. */
export interface Likeness {
  /** From 0 to 1, in hundredths. */
  readonly score: number;
  /** The weightiest first. */
  readonly reasons: readonly DuplicateReason[];
}

/** A profile that may be the same person as another one. */
export interface Duplicate<P extends Profile = Profile> extends Likeness {
  readonly profile: P;
}

/** [DUP-1] Compares two profiles. The result is symmetric. */
export function likenessOf(one: Profile, other: Profile): Likeness {
  const names = nameLikeness(one, other);
  const holds: Readonly<Record<DuplicateReason, boolean>> = {
    'same-email': areEqual(emailOf(one), emailOf(other)),
    'same-telephone': areEqual(telephoneOf(one), telephoneOf(other)),
    'same-date-of-birth': areEqual(one.dateOfBirth, other.dateOfBirth),
    'same-name': names === 'same',
    'same-address': one.postalAddresses.some((here) => other.postalAddresses.some((there) => isSamePlace(here, there))),
    'same-landline': areEqual(landlineOf(one), landlineOf(other)),
    'similar-name': names === 'similar',
  };
  const contradictions = [
    names === 'other',
    differ(one.dateOfBirth, other.dateOfBirth),
    // Vipps knows a person by one id.
    differ(one.vippsId, other.vippsId),
  ].filter(Boolean).length;
  const reasons = DUPLICATE_REASONS.filter((reason) => holds[reason]);
  const doubt = reasons.reduce((left, reason) => left * (1 - WEIGHTS[reason]), 1);
  return { score: Math.round((1 - doubt) * CONTRADICTION_FACTOR ** contradictions * 100) / 100, reasons };
}

/**
 * [DUP-1] The candidates that are likely to be the same person as a profile, the likeliest first, each once. The profile
 * itself, merged and deactivated profiles, those marked as distinct and those of another organisation are left out.
 */
export function duplicatesAmong<P extends Profile>(candidates: readonly P[], profile: Profile): Duplicate<P>[] {
  const distinct = new Map(candidates.map((candidate) => [candidate.customerNumber, candidate]));
  distinct.delete(profile.customerNumber);
  return [...distinct.values()]
    .filter((one) => one.organisationId === profile.organisationId && one.status !== 'D' && !isMerged(one))
    .filter((one) => !areDistinct(one, profile))
    .map((candidate) => ({ profile: candidate, ...likenessOf(profile, candidate) }))
    .filter(({ score }) => score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score || a.profile.customerNumber - b.profile.customerNumber);
}

/**
 * [DUP-1] The search terms that a profile shares with candidates: its email, telephone and landline, and its keys (see
 * `duplicateKeysOf`). Sharing a term is symmetric. None is about a value that the profile does not have.
 */
export function duplicateTerms(profile: Profile): string[] {
  const [email, phone, landline] = [emailOf(profile), telephoneOf(profile), landlineOf(profile)];
  return [
    ...(email === undefined ? [] : [`email:${email}`]),
    ...(phone === undefined ? [] : [`phone:${phone}`]),
    ...(landline === undefined ? [] : [`landline:${landline}`]),
    ...duplicateKeysOf(profile).map((key) => `dup:${key}`),
  ];
}

function emailOf({ email }: Profile): string | undefined {
  return email === undefined ? undefined : comparable(email);
}

function landlineOf({ landlineNumber }: Profile): string | undefined {
  return landlineNumber === undefined ? undefined : comparableTelephone(landlineNumber);
}

function areEqual(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** A post code alone is no place: many people live there. */
function isSamePlace(here: PostalAddress, there: PostalAddress): boolean {
  if (comparablePostCode(here.postCode) !== comparablePostCode(there.postCode)) return false;
  return here.countryCode === there.countryCode && textsReadAlike(linesOf(here), linesOf(there));
}

function linesOf({ addressLine1 = '', addressLine2 = '' }: PostalAddress): string {
  return `${addressLine1} ${addressLine2}`;
}
