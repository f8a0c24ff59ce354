import type { ProfileStore, PurgePlace } from '@profiles/application';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { stampingEpoch } from '../outbox/epoch.js';
import { collectionsOf } from '../schema/collections.js';
import { definitionFrom, type ProfileDocument, profileFrom } from '../schema/documents.js';
import { accessLogIn } from './access-log.js';
import { ecardLookups } from './ecard-lookups.js';
import { groupCommits } from './group-commit.js';
import { history } from './history.js';
import { idempotencyRecords } from './idempotency-records.js';
import { CUSTOMER_NUMBERS, endOf, numbersFrom, PREFERENCE_IDS } from './numbers.js';
import { profileLookups } from './profile-lookups.js';
import { BRIEF, WHOLE } from './profile-views.js';
import { profileSearch } from './search.js';

/** The profiles in MongoDB. The indexes must exist: see `ensureIndexes`. */
export function createMongoStore({ client, db }: MongoConnection): ProfileStore {
  const collections = collectionsOf(db);
  const { profiles, preferenceDefinitions, credentials, counters } = collections;
  const search = profileSearch(profiles, () => endOf(counters, CUSTOMER_NUMBERS));
  const nextCustomerNumber = numbersFrom(counters, CUSTOMER_NUMBERS);
  const nextPreferenceId = numbersFrom(counters, PREFERENCE_IDS);

  return {
    ...history(collections),
    idempotency: idempotencyRecords(collections.idempotency),
    accessLog: accessLogIn(collections.accesses),
    ...profileLookups(collections, search, WHOLE),
    summaries: profileLookups(collections, search, BRIEF),
    ...ecardLookups(collections),
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
    commit: stampingEpoch(db, groupCommits({ client, collections })),
  };
}

function isBehind({ expirationDate, customerNumber }: PurgePlace) {
  return {
    $or: [{ purgeableFrom: { $gt: expirationDate } }, { purgeableFrom: expirationDate, _id: { $gt: customerNumber } }],
  };
}
