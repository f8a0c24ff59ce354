import type { ProfileReader } from '@profiles/application';
import { type EcardOwnership, loginsOf, type Profile } from '@profiles/domain';
import type { Filter } from 'mongodb';
import type { Collections } from './collections.js';
import { ecardFrom, type ProfileDocument } from './documents.js';
import { translating } from './driver-errors.js';
import { MOST_AT_ONCE, of, profileFinder } from './profile-finder.js';
import { type SharedRead, sharedReads, sharedReadsBy } from './shared-reads.js';

type SingleReads = Pick<
  ProfileReader,
  'byCustomerNumber' | 'byUuid' | 'byCustomerRef' | 'byLogin' | 'currentEcardsNumbered'
>;

/** The look-ups that callers make one at a time, and that are asked together when they come together. */
export function singleReads({ profiles, ecards }: Pick<Collections, 'profiles' | 'ecards'>): SingleReads {
  const { one, many, manyOf } = profileFinder(profiles);

  /** A look-up by a key that one profile has. */
  const unique = <K>(
    filterOf: (keys: K | { $in: K[] }) => Filter<ProfileDocument>,
    keyOf: (profile: Profile) => K,
    allOf: (keys: { $in: K[] }) => Promise<Profile[]> = (keys) => many(filterOf(keys)),
  ) => ({
    one: (key: K) => one(filterOf(key)),
    many: async (keys: readonly K[]) => {
      const byKey = new Map((await allOf({ $in: [...new Set(keys)] })).map((found) => [keyOf(found), found]));
      return keys.map((key) => byKey.get(key));
    },
  });

  const numbers = sharedReadsBy((within: number | undefined) =>
    unique<number>(
      (_id) => ({ _id, ...of(within) }),
      ({ customerNumber }) => customerNumber,
    ),
  );
  const uuids = sharedReadsBy((within: number | undefined) =>
    unique<string>(
      (uuid) => ({ uuid, ...of(within) }),
      (profile) => profile.uuid,
      (uuid) => manyOf({ uuid }, of(within)),
    ),
  );
  const references = sharedReadsBy((organisationId: number) =>
    unique<string>(
      (uniqueKeys) => ({ organisationId, uniqueKeys }),
      ({ customerRef }) => `ref:${customerRef}`,
    ),
  );
  const logins = sharedReadsBy(
    (organisationId: number): SharedRead<string, Profile[]> => ({
      one: (login) => many({ organisationId, terms: `login:${login}` }),
      many: async (keys) => {
        const found = await many({ organisationId, terms: { $in: [...new Set(keys)].map((key) => `login:${key}`) } });
        const byLogin = grouped(found, loginsOf);
        return keys.map((key) => byLogin.get(key) ?? []);
      },
    }),
  );
  const cards = sharedReads<number, EcardOwnership[]>({
    one: (ecardNumber) =>
      translating(async () => (await ecards.find({ ecardNumber, current: true }).toArray()).map(ecardFrom)),
    many: (keys) =>
      translating(async () => {
        const filter = { ecardNumber: { $in: [...new Set(keys)] }, current: true as const };
        const found = (await ecards.find(filter, { batchSize: MOST_AT_ONCE }).toArray()).map(ecardFrom);
        const byNumber = grouped(found, ({ ecardNumber }) => [ecardNumber]);
        return keys.map((key) => byNumber.get(key) ?? []);
      }),
  });

  return {
    byCustomerNumber: (customerNumber, within) => numbers(within, customerNumber),
    byUuid: (uuid, within) => uuids(within, uuid),
    byCustomerRef: (organisationId, customerRef) => references(organisationId, `ref:${customerRef}`),
    byLogin: (organisationId, login) => logins(organisationId, login),
    currentEcardsNumbered: (ecardNumber) => cards(ecardNumber),
  };
}

/** What was found under each of its keys. */
function grouped<K, V>(found: readonly V[], keysOf: (value: V) => readonly K[]): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of found) {
    for (const key of new Set(keysOf(value))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [value]);
      else group.push(value);
    }
  }
  return groups;
}
