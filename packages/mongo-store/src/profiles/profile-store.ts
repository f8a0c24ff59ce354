import type { ProfileStore, PurgePlace } from '@profiles/application';
import type { MongoConnection } from '../driver/connection.js';
import { withinDeadline } from '../driver/driver-errors.js';
import { importsIn } from '../imports/imports.js';
import { stampingEpoch } from '../outbox/epoch.js';
import { collectionsOf } from '../schema/collections.js';
import { definitionFrom, type ProfileDocument, profileFrom } from '../schema/documents.js';
import { webhookReader } from '../webhooks/webhook-reader.js';
import { accessLogIn } from './access-log.js';
import { duplicatePairsIn } from './duplicate-pairs.js';
import { ecardLookups } from './ecard-lookups.js';
import { groupCommits } from './group-commit.js';
import { history } from './history.js';
import { idempotencyRecords } from './idempotency-records.js';
import { removingLateTraces } from './late-traces.js';
import { matchEstimates } from './match-estimates.js';
import { CUSTOMER_NUMBERS, endOf, numbersFrom, POSTAL_ADDRESS_IDS, PREFERENCE_IDS } from './numbers.js';
import { of } from './profile-finder.js';
import { profileLookups } from './profile-lookups.js';
import { STORED, STORED_SUMMARY, SUMMARY, WHOLE } from './profile-views.js';
import { profileSearch } from './search.js';

/**
 * The profiles in MongoDB. The indexes must exist: see `ensureIndexes`. Every method rejects with StoreUnavailableError when
 * the database does not respond within 3.5 seconds.
 */
export function createMongoStore({
  client,
  db,
  now,
  isSharded,
}: Pick<MongoConnection, 'client' | 'db' | 'now' | 'isSharded'>): ProfileStore {
  const collections = collectionsOf(db);
  const { profiles, preferenceDefinitions, credentials, counters } = collections;
  const numbersEnd = () => endOf(counters, CUSTOMER_NUMBERS);
  const estimates = matchEstimates(profiles, { numbersEnd });
  const search = profileSearch({ client, db, profiles }, { numbersEnd, estimates });
  const nextCustomerNumber = numbersFrom(counters, CUSTOMER_NUMBERS, collections.givenNames);
  const nextPreferenceId = numbersFrom(counters, PREFERENCE_IDS);
  const nextPostalAddressId = numbersFrom(counters, POSTAL_ADDRESS_IDS);
  const idempotency = idempotencyRecords(collections.idempotency, now);
  const commit = removingLateTraces(collections, stampingEpoch(db, groupCommits({ client, collections, isSharded })));

  return {
    ...history(collections),
    idempotency,
    accessLog: accessLogIn(collections),
    duplicatePairs: duplicatePairsIn(collections),
    webhooks: webhookReader(collections),
    imports: importsIn(collections),
    ...profileLookups({ db, profiles }, search, WHOLE),
    summaries: profileLookups({ db, profiles }, search, SUMMARY),
    stored: {
      whole: profileLookups({ db, profiles }, search, STORED),
      summaries: profileLookups({ db, profiles }, search, STORED_SUMMARY),
    },
    ...ecardLookups(collections),
    count: (criteria) => withinDeadline((signal) => search.count(criteria, { signal })),
    preferenceDefinitions: (ids) =>
      withinDeadline(async (signal) =>
        (await preferenceDefinitions.find({ _id: { $in: [...ids] } }, { signal }).toArray()).map(definitionFrom),
      ),
    preferenceDefinitionsOf: (organisationId, { after, limit = 0 } = {}) =>
      withinDeadline(async (signal) => {
        const filter = { organisationId, ...(after !== undefined && { _id: { $gt: after } }) };
        const found = preferenceDefinitions.find(filter, { signal, limit }).sort({ _id: 1 });
        return (await found.toArray()).map(definitionFrom);
      }),
    isPreferenceHeld: (organisationId, preferenceId) =>
      withinDeadline(async (signal) => {
        // Two stages: see `manyOf` in profile-finder.ts.
        const stages = [{ $match: { 'preferences.preferenceId': preferenceId } }, { $match: { organisationId } }];
        const one = [...stages, { $limit: 1 }, { $project: { _id: 1 } }];
        return (await profiles.aggregate(one, { signal }).toArray()).length > 0;
      }),
    markedDistinctFrom: (organisationId, customerNumbers) =>
      withinDeadline(async (signal) => {
        const stages = [{ $match: { distinctFrom: { $in: [...customerNumbers] } } }, { $match: { organisationId } }];
        return (await profiles.aggregate<ProfileDocument>(stages, { signal }).toArray()).map(profileFrom);
      }),
    passwordHashOf: (customerNumber, within) =>
      withinDeadline(async (signal) => {
        const credential = await credentials.findOne({ _id: customerNumber, ...of(within) }, { signal });
        return credential?.passwordHash;
      }),
    purgeable: (until, { limit, after }) =>
      withinDeadline(async (signal) => {
        const stages = [
          { $match: { purgeableFrom: { $lte: until, ...(after !== undefined && { $gte: after.expirationDate }) } } },
          { $match: after === undefined ? {} : follows(after) },
          { $sort: { purgeableFrom: 1, _id: 1 } },
          { $limit: limit },
        ];
        return (await profiles.aggregate<ProfileDocument>(stages, { signal }).toArray()).map(profileFrom);
      }),
    nextCustomerNumber: () => withinDeadline(nextCustomerNumber),
    nextPreferenceId: () => withinDeadline(nextPreferenceId),
    nextPostalAddressId: () => withinDeadline(nextPostalAddressId),
    commit: async (work) => {
      await commit(work);
      if (work.idempotency !== undefined) idempotency.stored(work.idempotency);
    },
  };
}

function follows({ expirationDate, customerNumber }: PurgePlace) {
  return {
    $or: [{ purgeableFrom: { $gt: expirationDate } }, { purgeableFrom: expirationDate, _id: { $gt: customerNumber } }],
  };
}
