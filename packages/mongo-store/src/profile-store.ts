import type { ProfileStore, PurgePlace } from '@profiles/application';
import { answersTo } from '@profiles/domain';
import { accessLogIn } from './access-log.js';
import { collectionsOf } from './collections.js';
import type { MongoConnection } from './connection.js';
import { definitionFrom, ecardFrom, type ProfileDocument, profileFrom } from './documents.js';
import { translating } from './driver-errors.js';
import { groupCommits } from './group-commit.js';
import { history } from './history.js';
import { idempotencyRecords } from './idempotency-records.js';
import { CUSTOMER_NUMBERS, endOf, numbersFrom, PREFERENCE_IDS } from './numbers.js';
import { of, profileFinder } from './profile-finder.js';
import { profileSearch } from './search.js';
import { singleReads } from './single-reads.js';

/** The profiles in MongoDB. The indexes must exist: see `ensureIndexes`. */
export function createMongoStore({ client, db }: MongoConnection): ProfileStore {
  const collections = collectionsOf(db);
  const { profiles, ecards, preferenceDefinitions, credentials, counters } = collections;
  const search = profileSearch(profiles, () => endOf(counters, CUSTOMER_NUMBERS));
  const nextCustomerNumber = numbersFrom(counters, CUSTOMER_NUMBERS);
  const nextPreferenceId = numbersFrom(counters, PREFERENCE_IDS);

  const { one: oneProfile, many: allProfiles } = profileFinder(profiles);

  return {
    ...history(collections),
    idempotency: idempotencyRecords(collections.idempotency),
    accessLog: accessLogIn(collections.accesses),
    ...singleReads(collections),
    byCustomerNumbers: (customerNumbers, within) => allProfiles({ _id: { $in: [...customerNumbers] }, ...of(within) }),
    byCustomerRefs: (organisationId, customerRefs) =>
      allProfiles({ organisationId, uniqueKeys: { $in: customerRefs.map((ref) => `ref:${ref}`) } }),
    survivorOf: async (customerNumber) => {
      const related = await allProfiles({ relatedCustomerNumbers: customerNumber });
      const candidates = related.length > 0 ? related : [await oneProfile({ _id: customerNumber })];
      return candidates.find((profile) => profile !== undefined && answersTo(profile, customerNumber));
    },
    survivorsOf: async (mergedNumbers) => {
      const related = await allProfiles({ relatedCustomerNumbers: { $in: [...mergedNumbers] } });
      return related.filter((profile) => mergedNumbers.some((number) => answersTo(profile, number)));
    },
    currentEcard: (ecardOperator, ecardNumber) =>
      translating(async () => {
        const document = await ecards.findOne({ ecardNumber, ecardOperator, current: true });
        return document === null ? undefined : ecardFrom(document);
      }),
    ecardsOf: (customerNumber) =>
      translating(async () =>
        (await ecards.find({ customerNumber }).sort({ createdAt: 1, _id: 1 }).toArray()).map(ecardFrom),
      ),
    find: (wanted) => translating(async () => (await search.find(wanted)).map(profileFrom)),
    count: (criteria) => translating(() => search.count(criteria)),
    preferenceDefinitions: (ids) =>
      translating(async () =>
        (await preferenceDefinitions.find({ _id: { $in: [...ids] } }).toArray()).map(definitionFrom),
      ),
    preferenceDefinitionsOf: (organisationId) =>
      translating(async () =>
        (await preferenceDefinitions.find({ organisationId }).sort({ _id: 1 }).toArray()).map(definitionFrom),
      ),
    passwordHashOf: (customerNumber) =>
      translating(async () => (await credentials.findOne({ _id: customerNumber }))?.passwordHash),
    purgeable: (until, { limit, after }) =>
      translating(async () => {
        const found = profiles.aggregate<ProfileDocument>([
          { $match: { purgeableFrom: { $lte: until, ...(after !== undefined && { $gte: after.expirationDate }) } } },
          { $match: after === undefined ? {} : isBehind(after) },
          { $sort: { purgeableFrom: 1, _id: 1 } },
          { $limit: limit },
        ]);
        return (await found.toArray()).map(profileFrom);
      }),
    nextCustomerNumber: () => translating(nextCustomerNumber),
    nextPreferenceId: () => translating(nextPreferenceId),
    commit: groupCommits({ client, collections }),
  };
}

function isBehind({ expirationDate, customerNumber }: PurgePlace) {
  return {
    $or: [{ purgeableFrom: { $gt: expirationDate } }, { purgeableFrom: expirationDate, _id: { $gt: customerNumber } }],
  };
}
