import { comparablePostCode } from './comparable-post-code.js';
import type { InputError } from './decision.js';
import type { Instant } from './instant.js';
import type { PostalAddress, Profile } from './profile.js';
import { comparable } from './uniqueness.js';

/** The verification timestamps of a profile. */
export interface Verifications {
  readonly emailVerifiedAt?: Instant | null;
  readonly telephoneNumberVerifiedAt?: Instant | null;
}

/**
 * [VERIFIED-1] The profile with the verification timestamp of each value that an edit changed or cleared removed, unless the
 * same edit sends a new one. To repeat the stored timestamp is not to send a new one. An email that differs only in case is
 * the same value.
 */
export function withVerifications(edited: Profile, before: Profile, sent: Verifications): Profile {
  const outdated: (keyof Verifications)[] = [];
  if (!sameEmail(before, edited) && isOutdated(sent.emailVerifiedAt, before.emailVerifiedAt)) {
    outdated.push('emailVerifiedAt');
  }
  if (!sameTelephone(before, edited) && isOutdated(sent.telephoneNumberVerifiedAt, before.telephoneNumberVerifiedAt)) {
    outdated.push('telephoneNumberVerifiedAt');
  }
  if (outdated.every((name) => edited[name] === undefined)) return edited;
  const result: Writable<Profile> = { ...edited };
  for (const name of outdated) delete result[name];
  return result;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function isOutdated(sent: Instant | null | undefined, stored: Instant | undefined): boolean {
  return sent === undefined || sent === stored;
}

/** Whether two profiles have the same email, compared as [UNIQ-1] compares it. */
export function sameEmail({ email: a }: Pick<Profile, 'email'>, { email: b }: Pick<Profile, 'email'>): boolean {
  return a === b || (a !== undefined && b !== undefined && comparable(a) === comparable(b));
}

/** Whether two profiles have the same telephone number. */
export function sameTelephone(a: Profile, b: Profile): boolean {
  return a.countryCode === b.countryCode && a.telephoneNumberNoCountryCode === b.telephoneNumberNoCountryCode;
}

/**
 * [VERIFIED-1] The errors in the timestamps that an edit sends: one without its value, and one in the future. `after` holds
 * the values as they will be.
 */
export function verificationErrors(
  sent: Verifications,
  after: Pick<Profile, 'email' | 'telephoneNumberNoCountryCode'>,
  now: Instant,
): InputError[] {
  return [
    ...errorsOf('emailVerifiedAt', sent.emailVerifiedAt, { value: after.email, called: 'email', now }),
    ...errorsOf('telephoneNumberVerifiedAt', sent.telephoneNumberVerifiedAt, {
      value: after.telephoneNumberNoCountryCode,
      called: 'telephone number',
      now,
    }),
  ];
}

interface Verified {
  readonly value: string | undefined;
  readonly called: string;
  readonly now: Instant;
}

function errorsOf(path: string, sent: Instant | null | undefined, { value, called, now }: Verified): InputError[] {
  if (sent == null) return [];
  return [
    ...(value === undefined ? [{ path, message: `${path} needs the ${called} that was verified.` }] : []),
    ...futureErrors(path, sent, now),
  ];
}

/** [VERIFIED-1] The error of a verification timestamp in the future, if it lies there. */
export function futureErrors(path: string, sent: Instant | null | undefined, now: Instant): InputError[] {
  if (sent == null || sent <= now) return [];
  return [{ path, message: 'A verification timestamp must not lie in the future.' }];
}

/** Whether two addresses are the same place. The type of the address is no part of it. */
export function samePlace(a: PlaceFields, b: PlaceFields): boolean {
  return (
    a.town === b.town &&
    a.countryCode === b.countryCode &&
    comparablePostCode(a.postCode) === comparablePostCode(b.postCode) &&
    (a.addressLine1 ?? '') === (b.addressLine1 ?? '') &&
    (a.addressLine2 ?? '') === (b.addressLine2 ?? '')
  );
}

type PlaceFields = Pick<PostalAddress, 'town' | 'postCode' | 'countryCode' | 'addressLine1' | 'addressLine2'>;
