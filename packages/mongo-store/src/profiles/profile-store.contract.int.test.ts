import { randomUUID } from 'node:crypto';
import type { CustomerChangedData } from '@profiles/contracts';
import { profileStoreContract } from '@profiles/testkit';
import { describe } from 'vitest';
import { openMongo } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';
import { ensureIndexes } from '../schema/indexes.js';
import { createMongoStore } from './profile-store.js';

const uri = process.env['MONGODB_URI'];

describe.skipIf(uri === undefined)('on a real server', () => {
  profileStoreContract('MongoDB', async () => {
    const connection = openMongo({ uri: uri ?? '', database: `store_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(connection.db);
    let offset = 0;
    return {
      store: createMongoStore({ ...connection, now: () => connection.now() + offset }),
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
