import { type Db, MongoServerError } from 'mongodb';
import { LEASES, WEBHOOK_LEASES } from '../leases/leases.js';
import { MIGRATIONS } from '../migrations/migrate.js';
import { REPLAYS } from '../outbox/replay-records.js';
import { WEBHOOK_INTAKE } from '../webhooks/intake.js';
import { WEBHOOK_HEALTH } from '../webhooks/worker-webhooks.js';
import { collectionsOf } from './collections.js';
import { EVENT_STATE } from './event-state.js';

/** The apps that come to the database. */
export type DatabaseUser = 'profiles-service' | 'nats-publisher' | 'events-gateway' | 'retention';

const READ_AND_WRITE = ['find', 'insert', 'update', 'remove'];
const MAKE = ['createCollection', 'createIndex'];

/** The rights of each app on each collection. */
function grantsOf(
  db: Db,
): Record<DatabaseUser, readonly (readonly [collection: string, actions: readonly string[]])[]> {
  const all = collectionsOf(db);
  const name = (collection: keyof typeof all) => all[collection].collectionName;
  return {
    'profiles-service': [
      ...(['profiles', 'ecards', 'preferenceDefinitions', 'credentials', 'idempotency', 'counters'] as const).map(
        (collection) => [name(collection), [...READ_AND_WRITE, ...MAKE]] as const,
      ),
      // History is removed with its customer. It is changed only to remove values of an erased person [ERASE-1].
      [name('changes'), [...READ_AND_WRITE, ...MAKE]],
      [name('accesses'), ['find', 'insert', 'remove', ...MAKE]],
      [name('erasures'), ['insert', ...MAKE]],
      [name('outbox'), ['insert', ...MAKE]],
      [name('duplicatePairs'), [...READ_AND_WRITE, ...MAKE]],
      [name('limits'), [...READ_AND_WRITE, ...MAKE]],
      [name('pairStates'), ['find', 'insert', 'update', ...MAKE]],
      [name('webhooks'), [...READ_AND_WRITE, ...MAKE]],
      // Tests are inserted and deliveries are sent again; the worker removes those of deleted webhooks.
      [name('webhookDeliveries'), ['find', 'insert', 'update', ...MAKE]],
      ...(['imports', 'importCounters', 'importBlocks', 'importImages', 'importRehearsals'] as const).map(
        (collection) => [name(collection), [...READ_AND_WRITE, ...MAKE]] as const,
      ),
      [name('givenNames'), ['find', 'insert', 'update', ...MAKE]],
      // The form of documents is written when a database is used for the first time.
      [EVENT_STATE, ['find', 'insert', 'update']],
    ],
    'nats-publisher': [
      [name('outbox'), ['find', 'update', 'changeStream', 'listIndexes', 'collMod', ...MAKE]],
      [LEASES, [...READ_AND_WRITE, ...MAKE]],
      [REPLAYS, [...READ_AND_WRITE, ...MAKE]],
      [EVENT_STATE, ['find', 'insert', 'update', ...MAKE]],
    ],
    'events-gateway': [
      // It pauses webhooks that fail for days [HOOK-3], and records that.
      [name('webhooks'), ['find', 'update', ...MAKE]],
      [name('changes'), ['insert']],
      [name('webhookDeliveries'), [...READ_AND_WRITE, ...MAKE]],
      [WEBHOOK_LEASES, [...READ_AND_WRITE, ...MAKE]],
      [WEBHOOK_INTAKE, ['find', 'insert', 'update', ...MAKE]],
      [WEBHOOK_HEALTH, [...READ_AND_WRITE, ...MAKE]],
    ],
    retention: [
      ...(['ecards', 'credentials', 'idempotency'] as const).map(
        (collection) => [name(collection), ['find', 'remove']] as const,
      ),
      // Migrations add fields that earlier versions did not write.
      [name('accesses'), ['find', 'update', 'remove']],
      // [DISTINCT-1] Marks about a purged profile are removed from others, which is a change of those.
      [name('profiles'), ['find', 'update', 'remove']],
      [name('changes'), READ_AND_WRITE],
      [name('erasures'), ['insert']],
      // [IMPORT-3] What imports keep of a purged customer is removed, and its number stays taken, after a restore too.
      ...(['importImages', 'importRehearsals'] as const).map(
        (collection) => [name(collection), ['find', 'remove']] as const,
      ),
      [name('givenNames'), ['find', 'insert', 'update']],
      [name('duplicatePairs'), ['find', 'remove']],
      [name('outbox'), ['insert']],
      // `npm run migrate` raises the form of documents.
      [EVENT_STATE, ['find', 'insert', 'update']],
      [MIGRATIONS, READ_AND_WRITE],
      // After a restore it raises the counters.
      [name('counters'), ['find', 'insert', 'update']],
      [name('preferenceDefinitions'), ['find']],
    ],
  };
}

/**
 * Makes a role and a user of the same name for each app in this database, or brings them up to date; needs a connection
 * that may administer users. Safe to run again: passwords are then the new ones. A user without a
 * password is not made.
 */
export async function putDatabaseUsers(
  db: Db,
  passwords: Readonly<Record<DatabaseUser, string | undefined>>,
): Promise<void> {
  for (const [user, grants] of Object.entries(grantsOf(db))) {
    const privileges = grants.map(([collection, actions]) => ({
      resource: { db: db.databaseName, collection },
      actions,
    }));
    await createOrUpdate(db, 'Role', { name: user, settings: { privileges, roles: [] } });
    const pwd = passwords[user as DatabaseUser];
    if (pwd === undefined) continue;
    const settings = { pwd, roles: [{ role: user, db: db.databaseName }] };
    await createOrUpdate(db, 'User', { name: user, settings });
  }
}

/** A user that exists is 51003, a role 51002. */
const EXISTS = [51002, 51003];

async function createOrUpdate(
  db: Db,
  kind: 'Role' | 'User',
  { name, settings }: { readonly name: string; readonly settings: Readonly<Record<string, unknown>> },
): Promise<void> {
  try {
    await db.command({ [`create${kind}`]: name, ...settings });
  } catch (error) {
    if (!(error instanceof MongoServerError && EXISTS.includes(Number(error.code)))) throw error;
    await db.command({ [`update${kind}`]: name, ...settings });
  }
}
