import type { Profile } from '@profiles/domain';
import type { Random } from '../runtime/random.js';
import { FIRST_CUSTOMER_NUMBER } from '../world/world.js';
import type { Group } from './groups.js';
import { EMAILS } from './subjects.js';

type Input = Record<string, unknown>;
type Vary = (input: Input, random: Random) => Input;

const DAY = 86_400_000;
const TAKEABLE = ['email', 'vippsId', 'dateOfBirth', 'surname', 'landlineNumber'];

const soon = (random: Random) => new Date(Date.now() + random.below(4) * DAY + 1_000).toISOString();

function withoutSome(input: Input, random: Random, names: readonly string[]): Input {
  const result = { ...input };
  for (const name of names) if (name in result && random.chance(0.4)) delete result[name];
  // Every request with one would compete for the few accounts.
  if (random.chance(0.8)) delete result['customerAccountId'];
  return result;
}

const options = (random: Random): Input => ({
  ...(random.chance(0.3) && { fillBlanks: true }),
  ...(random.chance(0.3) && { take: TAKEABLE.filter(() => random.chance(0.4)) }),
});

/** An update leaves out fields, clears some, and changes the status. */
const changed: Vary = (input, random) => {
  const status = random.chance(0.25) ? { status: random.pick(['A', 'P', 'D']) } : {};
  const fields = withoutSome(input, random, [
    'email',
    'emailVerifiedAt',
    'vippsId',
    'expirationDate',
    'postalAddresses',
  ]);
  if (!('email' in fields)) delete fields['emailVerifiedAt'];
  return { ...fields, ...status };
};

/** The variations of an example, by slug. An operation without an entry is called with its example as it is. */
export const VARIATIONS: Readonly<Record<string, Vary>> = {
  'create-profile': (input, random) => {
    const profileType = random.pick(['S', 'S', 'S', 'P', 'T']);
    const fields = withoutSome(input, random, ['email', 'vippsId', 'customerRef', 'expirationDate', 'postalAddresses']);
    return {
      ...fields,
      profileType,
      ...(profileType === 'T' && { expirationDate: soon(random) }),
      ...(random.chance(0.5) && { customerRef: undefined }),
      ...(random.chance(0.4) && { password: 'correct horse battery staple' }),
      ...(random.chance(0.1) && { customerRef: String(FIRST_CUSTOMER_NUMBER + random.below(12)) }),
    };
  },
  'update-profile': changed,
  'patch-profile': changed,
  'convert-temporary-profile': (input, random) => withoutSome(input, random, ['email', 'vippsId']),
  'merge-profiles': (input, random) => ({ ...input, ...options(random) }),
  'connect-profile': (input, random) => ({ ...input, ...options(random) }),
  'preview-merge': (input, random) => ({ ...input, ...options(random) }),
  'deactivate-profile': (input, random) => ({ ...input, ...(random.chance(0.4) && { expirationDate: soon(random) }) }),
  'update-ecard': (input, random) => ({
    ...input,
    ...(random.chance(0.2) && { endOfOwnership: '2026-02-01T00:00:00.000Z' }),
  }),
  'verify-credentials': (input, random) => ({
    ...input,
    ...(random.chance(0.2) && { email: random.pick(EMAILS) }),
    ...(random.chance(0.2) && { password: 'another password of some length' }),
  }),
};

type Need = (profile: Profile) => boolean;

/** Operations that would be refused without data of a kind, and what is called instead as long as there is none. */
export const INSTEAD: Readonly<Record<string, { readonly needs: Need; readonly slug: string }>> = {
  'unmerge-profiles': { needs: ({ parentId }) => parentId !== undefined, slug: 'connect-profile' },
  'restore-profile': { needs: ({ status }) => status === 'D', slug: 'deactivate-profile' },
  'convert-temporary-profile': { needs: ({ profileType }) => profileType === 'T', slug: 'create-profile' },
  'update-preference': { needs: ({ preferences }) => preferences.length > 0, slug: 'create-preference' },
  'delete-preference': { needs: ({ preferences }) => preferences.length > 0, slug: 'create-preference' },
};

/** Operations that are about one another, and the customers that they are about, if not any. */
interface Sequence {
  readonly slugs: readonly string[];
  readonly group?: Group;
}

/** One caller calls these operations, one after the other. */
export const SEQUENCES: readonly Sequence[] = [
  { slugs: ['add-ecard', 'connect-profile', 'unmerge-profiles'] },
  { slugs: ['create-preference-definition', 'create-preference', 'connect-profile', 'unmerge-profiles'] },
  { slugs: ['add-note', 'merge-profiles', 'unmerge-profiles'] },
  { slugs: ['connect-profile', 'connect-profile', 'unmerge-profiles', 'unmerge-profiles'] },
  { slugs: ['connect-profile', 'unmerge-profiles', 'erase-profile', 'list-changes'] },
  { slugs: ['deactivate-profile', 'create-profile', 'restore-profile'] },
  { slugs: ['change-password', 'erase-profile'] },
  { slugs: ['update-profile', 'add-ecard', 'update-ecard'] },
  {
    group: 'chain',
    slugs: ['connect-profile', 'connect-profile', 'connect-profile', 'get-profile', 'unmerge-profiles'],
  },
  // The merge that is repeated changes nothing, and its response has what the connect has taken.
  {
    group: 'rivals',
    slugs: ['merge-profiles', 'connect-profile', 'merge-profiles', 'unmerge-profiles', 'erase-profile'],
  },
];

/** How often an operation is called: those that change identity and ownership meet most. */
export const WEIGHTS: Readonly<Record<string, number>> = {
  'create-profile': 8,
  'merge-profiles': 5,
  'connect-profile': 7,
  'unmerge-profiles': 7,
  'add-ecard': 6,
  'update-ecard': 6,
  'update-profile': 5,
  'patch-profile': 4,
  'deactivate-profile': 4,
  'restore-profile': 4,
  'erase-profile': 2,
  'add-customer-account': 4,
  'get-profile': 4,
  'get-profile-by-ecard': 3,
  'create-preference-definition': 3,
  'create-preference': 4,
  'get-preference-definition': 2,
};
