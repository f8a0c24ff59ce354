import type { ProfileStore } from '@profiles/application';
import { answersTo } from '@profiles/domain';
import type { Filter } from 'mongodb';
import { collectionsOf } from './collections.js';
import { commitTo } from './commit.js';
import type { MongoConnection } from './connection.js';
import { customerNumbers } from './customer-numbers.js';
import { ecardFrom, type ProfileDocument, profileFrom } from './documents.js';
import { translating } from './driver-errors.js';
import { idempotencyRecords } from './idempotency-records.js';
import { searchPipeline } from './search.js';

/** What only the indexes need stays in the database. */
const SHOWN = { projection: { uniqueKeys: 0, terms: 0 } };

/** The profiles in MongoDB. The indexes must exist: see `ensureIndexes`. */
export function createMongoStore({ client, db }: MongoConnection): ProfileStore {
  const collections = collectionsOf(db);
  const { profiles, ecards } = collections;
  const nextNumber = customerNumbers(collections.counters);

  const oneProfile = (filter: Filter<ProfileDocument>) =>
    translating(async () => {
      const document = await profiles.findOne(filter, SHOWN);
      return document === null ? undefined : profileFrom(document);
    });

  return {
    idempotency: idempotencyRecords(collections.idempotency),
    byCustomerNumber: (customerNumber) => oneProfile({ _id: customerNumber }),
    byUuid: (uuid) => oneProfile({ uuid }),
    byCustomerRef: (organisationId, customerRef) => oneProfile({ organisationId, uniqueKeys: `ref:${customerRef}` }),
    survivorOf: async (customerNumber) => {
      const related = await translating(() =>
        profiles.find({ relatedCustomerNumbers: customerNumber }, SHOWN).toArray(),
      );
      const candidates = related.length > 0 ? related.map(profileFrom) : [await oneProfile({ _id: customerNumber })];
      return candidates.find((profile) => profile !== undefined && answersTo(profile, customerNumber));
    },
    currentEcard: (ecardOperator, ecardNumber) =>
      translating(async () => {
        const document = await ecards.findOne({ ecardNumber, ecardOperator, current: true });
        return document === null ? undefined : ecardFrom(document);
      }),
    currentEcardsNumbered: (ecardNumber) =>
      translating(async () => (await ecards.find({ ecardNumber, current: true }).toArray()).map(ecardFrom)),
    ecardsOf: (customerNumber) =>
      translating(async () =>
        (await ecards.find({ customerNumber }).sort({ createdAt: 1, _id: 1 }).toArray()).map(ecardFrom),
      ),
    find: (search) =>
      translating(async () => {
        const found = profiles.aggregate<ProfileDocument>(searchPipeline(search), { batchSize: search.limit });
        return (await found.toArray()).map(profileFrom);
      }),
    nextCustomerNumber: () => translating(nextNumber),
    commit: (commit) => commitTo({ client, collections }, commit),
  };
}
