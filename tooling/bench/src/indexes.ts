/**
 * `npm run bench:indexes`: what each index costs a new profile: the time of commits of a hundred without it, against the
 * time with all of them. Measured in turn, round by round. Below some per cent it is chance.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo } from '@profiles/devstack';
import { createMongoStore, ensureIndexes, openMongo } from '@profiles/mongo-store';
import { median } from './median.js';
import { personOf } from './population.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, commits: { type: 'string', default: '10' } },
});
const [ROUNDS, COMMITS, IN_A_COMMIT] = [Number(values.rounds), Number(values.commits), 100];
/** The collections that a create writes to. */
const WRITTEN = ['profiles', 'outbox', 'changes'] as const;

const dataDir = await mkdtemp(join(tmpdir(), 'profiles-indexes-'));
const mongo = await startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false });
const connection = openMongo({ uri: mongo.uri, database: 'indexes', appName: 'bench' });
const store = createMongoStore(connection);
let made = 0;

try {
  await ensureIndexes(connection.db);
  await millisPerProfile();
  const times = new Map<string, number[]>();
  const note = (what: string, millis: number) => times.set(what, [...(times.get(what) ?? []), millis]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const collection of WRITTEN) {
      note('all', await millisPerProfile());
      for (const { name, key, ...options } of await indexesOf(collection)) {
        await connection.db.collection(collection).dropIndex(name);
        note(`${collection} | \`${JSON.stringify(key)}\``, await millisPerProfile());
        await connection.db.collection(collection).createIndex(key, options);
      }
    }
  }
  const all = median(times.get('all') ?? []);
  console.log(`On ${mongo.kind}: a new profile takes ${all.toFixed(3)} ms with all indexes.\n`);
  console.log('| collection | index | costs | of all |\n|---|---|--:|--:|');
  for (const [what, without] of times) {
    if (what === 'all') continue;
    const costs = all - median(without);
    console.log(`| ${what} | ${(costs * 1000).toFixed(0)} µs | ${((costs / all) * 100).toFixed(0)} % |`);
  }
} finally {
  await connection.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** The indexes of a collection as they can be made again; that of `_id` can't be dropped. */
async function indexesOf(collection: string) {
  const indexes = await connection.db.collection(collection).indexes();
  return indexes.flatMap(({ name, key, unique, sparse, partialFilterExpression, expireAfterSeconds }) => {
    if (name === undefined || name === '_id_') return [];
    const options = { unique, sparse, partialFilterExpression, expireAfterSeconds };
    return [{ name, key, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) }];
  });
}

async function millisPerProfile(): Promise<number> {
  const commits = await Promise.all(Array.from({ length: COMMITS }, newcomers));
  const startedAt = performance.now();
  for (const commit of commits) await store.commit(commit);
  return (performance.now() - startedAt) / (COMMITS * IN_A_COMMIT);
}

/** A hundred new customers, each with its event and its record, as creates write them. */
async function newcomers() {
  const numbers = await Promise.all(Array.from({ length: IN_A_COMMIT }, () => store.nextCustomerNumber()));
  const at = new Date().toISOString();
  const people = numbers.map((customerNumber) => profileOf(customerNumber, at));
  const about = people.map(({ customerNumber, organisationId }) => {
    return { ...{ customerNumber, organisationId, revision: 1, correlationId: 'bench' }, id: randomUUID() };
  });
  return {
    profiles: people.map((after) => ({ after })),
    ecards: [],
    events: about.map(({ id, ...data }) => ({
      ...{ id, occurredAt: at },
      data: { ...data, epoch: 1, eventType: 'CREATE' as const, cause: 'create-profile', changedFields: [] },
    })),
    changes: about.map((record) => ({
      ...{ ...record, at, operation: 'create-profile', changedBy: 'bench', changedByChannel: 'bench' },
      ...{ clientId: 'bench', callerOrganisationId: 1, fields: [] },
    })),
  };
}

function profileOf(customerNumber: number, at: string) {
  const { email, surname, firstName } = personOf(made++);
  const address = { id: 1, addressLine1: `Storgata ${made}`, town: 'Oslo', postCode: '0150', countryCode: 'NOR' };
  return {
    ...{ customerNumber, uuid: randomUUID().replaceAll('-', ''), organisationId: 1, customerRef: `${customerNumber}` },
    ...{ profileType: 'S' as const, status: 'A' as const, revision: 1, surname, firstName, email, username: email },
    ...{ languagePreferenceISO6393: 'NOB', dateOfBirth: '1985-04-12', countryCode: '+47' },
    ...{ telephoneNumberNoCountryCode: '91234567', relatedCustomerNumbers: [], customerAccounts: [], preferences: [] },
    postalAddresses: [{ ...address, typeOfAddress: 'P' as const, createdAt: at, changedAt: at }],
    ...{ personnelTickets: [], notes: [], createdAt: at, createdBy: 'bench', createdByChannel: 'bench' },
    ...{ changedAt: at, changedBy: 'bench', changedByChannel: 'bench' },
  };
}
