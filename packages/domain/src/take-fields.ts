import { without } from './patch.js';
import type { MergeRecord, Profile } from './profile.js';
import { usernameAfter } from './uniqueness.js';
import { sameEmail, sameTelephone } from './verification.js';

/** The choices that a caller makes about single-valued fields in a merge or connect [TAKE-1]. */
export interface MergeOptions {
  /**
   * Fills the target's empty fields from the source.
   * @defaultValue `false`
   */
  readonly fillBlanks?: boolean;
  /** Fields that are taken from the source although the target has a value of its own. */
  readonly take?: readonly TakeableField[];
}

/** The single-valued fields of update-profile that a merge can take, with the stored fields that move together. */
const GROUPS = {
  surname: ['surname'],
  firstName: ['firstName'],
  email: ['email', 'emailVerifiedAt'],
  vippsId: ['vippsId'],
  telephoneNumber: ['countryCode', 'telephoneNumberNoCountryCode', 'telephoneNumberVerifiedAt'],
  landlineNumber: ['landlineNumber'],
  dateOfBirth: ['dateOfBirth'],
  nationality: ['nationality'],
  languagePreferenceISO6393: ['languagePreferenceISO6393'],
  invoiceOrganisationId: ['invoiceOrganisationId'],
  expirationDate: ['expirationDate'],
} as const satisfies Record<string, readonly (keyof Profile)[]>;

type Group = keyof typeof GROUPS;
const ALL_GROUPS = Object.keys(GROUPS) as Group[];

/** Other names of a group: both halves of the telephone number, and the deprecated language. */
const ALIASES = {
  countryCode: 'telephoneNumber',
  telephoneNumberNoCountryCode: 'telephoneNumber',
  languagePreference: 'languagePreferenceISO6393',
} as const satisfies Record<string, Group>;

/** [TAKE-1] The names that `take` accepts: each single-valued field of update-profile that a merge can take. */
export const TAKEABLE_FIELDS = [...ALL_GROUPS, ...(Object.keys(ALIASES) as (keyof typeof ALIASES)[])] as const;
export type TakeableField = (typeof TAKEABLE_FIELDS)[number];

type Fields = Record<string, unknown>;
const fieldsOf = (profile: Profile) => profile as unknown as Readonly<Fields>;
const isEmpty = (value: unknown) => value === undefined || value === '';

/** The target with the fields it takes, and the values that they replace. */
export interface Taken {
  readonly target: Profile;
  readonly replaced: Pick<MergeRecord, 'replacedValues' | 'replacedOrigins'>;
}

/**
 * [TAKE-1] Takes single-valued fields from the source: those that the target lacks (`fillBlanks`), and those that the caller
 * names (`take`). A field that is empty in the source is not taken. A verification timestamp moves with its value, and the
 * username follows the email as in an update [UNIQ-3].
 */
export function takeFields(source: Profile, target: Profile, { fillBlanks, take = [] }: MergeOptions): Taken {
  const named = new Set(take.map((name) => (name in ALIASES ? ALIASES[name as keyof typeof ALIASES] : name)));
  const after = { ...target } as unknown as Fields;
  for (const group of ALL_GROUPS) {
    if (named.has(group) || (fillBlanks && isBlank(group, source, target))) {
      takeGroup(group, fieldsOf(source), after);
    } else if (fillBlanks) {
      fillVerification(group, source, { target, after });
    }
  }
  const username = usernameAfter(target, after['email'] as string | undefined);
  if (username !== target.username) set(after, 'username', username);
  return withOrigins(source, target, after as unknown as Profile);
}

/** A temporary profile's end is about itself: it fills no blank of the customer who stays. */
function isBlank(group: Group, source: Profile, target: Profile): boolean {
  if (group === 'expirationDate' && source.profileType === 'T') return false;
  return isEmpty(fieldsOf(target)[GROUPS[group][0]]);
}

function takeGroup(group: Group, from: Readonly<Fields>, to: Fields): void {
  const [value] = GROUPS[group];
  if (isEmpty(from[value])) return;
  for (const field of GROUPS[group]) set(to, field, from[field]);
}

/** The verification of a value that both profiles have is a blank too. */
function fillVerification(group: Group, source: Profile, { target, after }: { target: Profile; after: Fields }): void {
  if (group === 'email' && target.emailVerifiedAt === undefined && sameEmail(source, target)) {
    set(after, 'emailVerifiedAt', target.email === undefined ? undefined : source.emailVerifiedAt);
  }
  if (group === 'telephoneNumber' && target.telephoneNumberVerifiedAt === undefined && sameTelephone(source, target)) {
    const value = target.telephoneNumberNoCountryCode === undefined ? undefined : source.telephoneNumberVerifiedAt;
    set(after, 'telephoneNumberVerifiedAt', value);
  }
}

function set(fields: Fields, name: string, value: unknown): void {
  if (value === undefined) delete fields[name];
  else fields[name] = value;
}

/** Records on the target where each taken value came from, and which value it replaced. */
function withOrigins(source: Profile, target: Profile, after: Profile): Taken {
  const replaced = [...ALL_GROUPS.flatMap((group) => [...GROUPS[group]]), 'username'].filter(
    (field) => fieldsOf(after)[field] !== fieldsOf(target)[field],
  );
  if (replaced.length === 0) return { target, replaced: {} };
  const origins = replaced.map((field) => [field, source.takenFrom?.[field] ?? source.customerNumber]);
  const earlier = Object.entries(target.takenFrom ?? {}).filter(([field]) => replaced.includes(field));
  const values = replaced.map((field) => [field, (fieldsOf(target)[field] as string | undefined) ?? null]);
  return {
    target: { ...after, takenFrom: { ...target.takenFrom, ...Object.fromEntries(origins) } },
    replaced: {
      replacedValues: Object.fromEntries(values),
      ...(earlier.length > 0 && { replacedOrigins: Object.fromEntries(earlier) }),
    },
  };
}

/** Fields that every profile has. */
const REQUIRED = new Set(['surname', 'firstName', 'languagePreferenceISO6393']);

/**
 * [UNMERGE-1] The target with its own values back in the fields that the merge took from the source, except in those that
 * were changed since.
 */
export function withOwnValues(source: Profile, target: Profile, record: MergeRecord): Profile {
  const replaced = record.replacedValues;
  const { takenFrom } = target;
  if (replaced === undefined || takenFrom === undefined) return target;
  const after = { ...target } as unknown as Fields;
  const origins: Record<string, number> = { ...takenFrom };
  const isTaken = (field: string) => takenFrom[field] === (source.takenFrom?.[field] ?? source.customerNumber);
  for (const group of [...ALL_GROUPS.map((name): readonly string[] => GROUPS[name]), ['username']]) {
    const fields = group.filter((field) => field in replaced);
    const values = fields.filter((field) => !field.endsWith('VerifiedAt'));
    // A timestamp goes with its value, and the two halves of a telephone number go together.
    if (!(values.length > 0 ? values : fields).every(isTaken)) continue;
    for (const field of fields) {
      const origin = record.replacedOrigins?.[field];
      // A value of a profile that was unmerged since is not the target's to get back.
      const isForeign = origin !== undefined && !target.relatedCustomerNumbers.includes(origin) && !REQUIRED.has(field);
      set(after, field, isForeign ? undefined : (replaced[field] ?? undefined));
      if (origin === undefined || isForeign) delete origins[field];
      else origins[field] = origin;
    }
  }
  const kept = Object.keys(origins).length > 0;
  const result = after as unknown as Profile;
  return kept ? { ...result, takenFrom: origins } : without(result, 'takenFrom');
}
