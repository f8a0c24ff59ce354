import type { Lookups } from '@profiles/application';
import { loginsOf, type ProfileHead, survivorNumberOf } from '@profiles/domain';
import type { Filter } from 'mongodb';
import pLimit from 'p-limit';
import { commandDeadline } from '../driver/deadline.js';
import { withinDeadline } from '../driver/driver-errors.js';
import { grouped } from '../driver/grouped.js';
import { type SharedRead, sharedReadsBy } from '../driver/shared-reads.js';
import type { ProfileDocument } from '../schema/documents.js';
import { of, type ProfileSource, profileFinder } from './profile-finder.js';
import type { View } from './profile-views.js';
import type { ProfileSearches } from './search.js';

/** A lookup of more keys is a long one. */
const LONG = 100;
/**
 * Maximum long lookups of a kind in flight. Each holds all profiles that it finds until they are sent: with thirty at a time
 * garbage collection costs more than the work, and all take longer than one after the other.
 */
const MAX_LONG_LOOKUPS = 2;

/** Looks profiles up. Single lookups that come together share a query. */
export function profileLookups<P extends ProfileHead>(
  source: ProfileSource,
  search: ProfileSearches,
  view: View<P>,
): Lookups<P> {
  const { one, many, manyOf } = profileFinder(source, view);
  const inTurn = pLimit(MAX_LONG_LOOKUPS);
  const manyBy = (keys: readonly unknown[], filter: Filter<ProfileDocument>) => {
    // The deadline counts the time in the queue.
    const signal = commandDeadline();
    return keys.length > LONG ? inTurn(() => many(filter, signal)) : many(filter, signal);
  };

  /** A lookup by a key that one profile has. */
  const unique = <K>(
    filterOf: (keys: K | { $in: K[] }) => Filter<ProfileDocument>,
    keyOf: (profile: P) => K,
    allOf: (keys: { $in: K[] }, signal: AbortSignal) => Promise<P[]> = (keys, signal) => many(filterOf(keys), signal),
  ) => ({
    one: (key: K, signal: AbortSignal) => one(filterOf(key), signal),
    many: async (keys: readonly K[], signal: AbortSignal) => {
      const found = await allOf({ $in: [...new Set(keys)] }, signal);
      const byKey = new Map(found.map((profile) => [keyOf(profile), profile]));
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
      (uuid, signal) => manyOf({ uuid }, of(within), signal),
    ),
  );
  const references = sharedReadsBy((organisationId: number) =>
    unique<string>(
      (uniqueKeys) => ({ organisationId, uniqueKeys }),
      ({ customerRef }) => `ref:${customerRef}`,
    ),
  );
  const logins = sharedReadsBy(
    (organisationId: number): SharedRead<string, P[]> => ({
      one: (login, signal) => many({ organisationId, terms: `login:${login}` }, signal),
      many: async (keys, signal) => {
        const terms = { $in: [...new Set(keys)].map((key) => `login:${key}`) };
        const found = await many({ organisationId, terms }, signal);
        const byLogin = grouped(found, loginsOf);
        return keys.map((key) => byLogin.get(key) ?? []);
      },
    }),
  );

  return {
    byCustomerNumber: (customerNumber, within) => numbers(within, customerNumber),
    byUuid: (uuid, within) => uuids(within, uuid),
    byCustomerRef: (organisationId, customerRef) => references(organisationId, `ref:${customerRef}`),
    byLogin: (organisationId, login) => logins(organisationId, login),
    byCustomerNumbers: (customerNumbers, within) =>
      manyBy(customerNumbers, { _id: { $in: [...customerNumbers] }, ...of(within) }),
    byCustomerRefs: (organisationId, customerRefs) =>
      manyBy(customerRefs, { organisationId, uniqueKeys: { $in: customerRefs.map((ref) => `ref:${ref}`) } }),
    survivorOf: async (customerNumber, within) => {
      const related = await manyOf({ relatedCustomerNumbers: customerNumber }, of(within));
      const candidates = related.length > 0 ? related : [await one({ _id: customerNumber, ...of(within) })];
      return candidates.find((profile) => profile !== undefined && survivorNumberOf(profile, customerNumber));
    },
    survivorsOf: async (mergedNumbers, within) => {
      const related = await manyOf({ relatedCustomerNumbers: { $in: [...mergedNumbers] } }, of(within));
      return related.filter((profile) => mergedNumbers.some((number) => survivorNumberOf(profile, number)));
    },
    find: (wanted) => withinDeadline((signal) => search.find(wanted, view, signal)),
  };
}
