import { randomUUID } from 'node:crypto';
import type { Lookups, ProfileStore, StoredProfile } from '@profiles/application';
import type { CustomerChangedData } from '@profiles/contracts';
import type { Profile, ProfileHead, ProfileSummary } from '@profiles/domain';
import { profileStoreContract } from '@profiles/testkit';
import { describe, expect } from 'vitest';
import { openMongo } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';
import { ensureIndexes } from '../schema/indexes.js';
import { createMongoStore } from './profile-store.js';

const uri = process.env['MONGODB_URI'];

const HEAD = [
  ...['customerNumber', 'uuid', 'organisationId', 'customerRef', 'profileType', 'status', 'revision', 'surname'],
  ...['firstName', 'relatedCustomerNumbers', 'parentId', 'email', 'emailOld', 'username', 'setAside', 'dateOfBirth'],
] as readonly (keyof ProfileHead)[];

function profileFrom(stored: StoredProfile): Profile {
  const profile = stored.toProfile();
  for (const field of HEAD) expect(stored[field]).toEqual(profile[field]);
  expect(stored.preferenceIds()).toEqual(profile.preferences.map(({ preferenceId }) => preferenceId));
  return profile;
}

function summaryFrom(stored: StoredProfile): ProfileSummary {
  const { preferences: _preferences, notes: _notes, ...summary } = profileFrom(stored);
  return summary;
}

/** The same lookups, converted. */
function converted<P extends ProfileSummary>(lookups: Lookups<StoredProfile>, from: (stored: StoredProfile) => P) {
  type Lookup = (...args: unknown[]) => Promise<StoredProfile | readonly StoredProfile[] | undefined>;
  const entries = Object.entries(lookups as unknown as Record<string, Lookup>).map(([name, lookup]) => [
    name,
    async (...args: unknown[]) => {
      const found = await lookup(...args);
      if (found === undefined) return undefined;
      return Array.isArray(found) ? found.map(from) : from(found as StoredProfile);
    },
  ]);
  return Object.fromEntries(entries) as Lookups<P>;
}

/** A store whose lookups read the stored form. */
function storedForms(store: ProfileStore): ProfileStore {
  if (store.stored === undefined) throw new Error('The store has no stored forms.');
  const { whole, summaries } = store.stored;
  return { ...store, ...converted(whole, profileFrom), summaries: converted(summaries, summaryFrom) };
}

const FORMS: readonly [string, (store: ProfileStore) => ProfileStore][] = [
  ['MongoDB', (store) => store],
  ['MongoDB, stored form', storedForms],
];

describe.skipIf(uri === undefined).each(FORMS)('on a real server', (form, inForm) => {
  profileStoreContract(form, async () => {
    const connection = openMongo({ uri: uri ?? '', database: `store_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(connection.db);
    let offset = 0;
    return {
      store: inForm(createMongoStore({ ...connection, now: () => connection.now() + offset })),
      moveClockBy: (millis) => {
        offset += millis;
      },
      async outbox() {
        const rows = await connection.db.collection('outbox').find().sort({ occurredAt: 1, revision: 1 }).toArray();
        return rows.map((row) => ({
          id: String(row._id),
          occurredAt: (row['occurredAt'] as Date).toISOString(),
          data: row['data'] as CustomerChangedData,
        }));
      },
      async passwordHashOf(customerNumber) {
        const credential = await collectionsOf(connection.db).credentials.findOne({ _id: customerNumber });
        return credential?.passwordHash;
      },
      async close() {
        await connection.db.dropDatabase();
        await connection.close();
      },
    };
  });
});
