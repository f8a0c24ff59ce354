import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, findOnPath, installOnce, runCommand } from '@profiles/devstack';
import { MongoClient } from 'mongodb';
import { personOf } from '../population.js';
import type { Contender, Surroundings } from './contender.js';

/**
 * The headers of its callers. With the master key it asks for no permissions, which is the cheaper way for it; and the stand-in
 * for MongoDB reads a whole collection for the filter that it would add otherwise.
 */
export const PARSE_KEYS = { 'x-parse-application-id': 'bench', 'x-parse-master-key': 'bench-master' };
const VERSION = '9.10.0';
const PACKAGE = fileURLToPath(new URL('../../parse-server/', import.meta.url));

interface Parse {
  readonly ParseServer: new (
    options: object,
  ) => { start(): Promise<void>; handleShutdown(): Promise<void>; readonly app: unknown };
}

/** Parse Server on the same database server, in a database of its own that is made anew. */
export async function startParse({ mongoUri, database, customers }: Surroundings): Promise<Contender> {
  // Read when it is loaded: the option of that name comes too late to keep it from writing into the current folder.
  process.env['PARSE_SERVER_LOGS_FOLDER'] = 'null';
  const fromCache = createRequire(join(await installed(), 'package.json'));
  const { ParseServer } = fromCache('parse-server') as Parse;
  const express = fromCache('express') as () => {
    use(path: string, app: unknown): void;
    listen(port: number, host: string): import('node:http').Server;
  };
  const uri = new URL(mongoUri);
  uri.pathname = `/${database}-parse`;
  await load(uri.href, customers);
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const parse = new ParseServer({
    ...{
      databaseURI: uri.href,
      appId: PARSE_KEYS['x-parse-application-id'],
      masterKey: PARSE_KEYS['x-parse-master-key'],
      allowClientClassCreation: true,
    },
    ...{
      serverURL: `http://127.0.0.1:${port}/parse`,
      silent: true,
      verbose: false,
      logLevel: 'error',
    },
    ...{ databaseOptions: { maxPoolSize: 50 } },
  });
  await parse.start();
  app.use('/parse', parse.app);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await parse.handleShutdown();
      server.close();
    },
  };
}

async function load(uri: string, customers: number): Promise<void> {
  const client = await new MongoClient(uri).connect();
  await client.db().dropDatabase();
  const profiles = client.db().collection<{ _id: string }>('Profile');
  const now = new Date();
  // As many fields as the service keeps of a customer.
  const documents = Array.from({ length: customers }, (_, n) => ({
    ...{ _id: `c${n}`, ...personOf(n), organisationId: 1, dateOfBirth: '1985-04-12', countryCode: '+47' },
    ...{ customerNumber: n, uuid: String(n).padStart(32, '0'), customerRef: `ref${n}`, status: 'A', profileType: 'S' },
    ...{ telephoneNumberNoCountryCode: '91234567', languagePreferenceISO6393: 'nob', revision: 1 },
    ...{ createdBy: 'bench', createdByChannel: 'bench', changedBy: 'bench', changedByChannel: 'bench' },
    postalAddresses: [{ addressLine1: `Storgata ${n}`, town: 'Oslo', postCode: '0150', typeOfAddress: 'P', id: 1 }],
    ...{ customerAccounts: [], preferences: [], personnelTickets: [], notes: [] },
    ...{ _created_at: now, _updated_at: now },
  }));
  for (let from = 0; from < customers; from += 1000) await profiles.insertMany(documents.slice(from, from + 1000));
  await profiles.createIndex({ email: 1 }, { unique: true });
  await profiles.createIndex({ surname: 1 });
  await client.close();
}

/** Where it is installed: from the lockfile beside the bench, into the cache, the first time it is asked for. */
async function installed(): Promise<string> {
  const folder = join(cacheFolder(process.env), 'parse-server', VERSION);
  await installOnce(folder, async (empty) => {
    const npm = await findOnPath('npm', process.env);
    if (npm === undefined) throw new Error('npm is not on PATH');
    for (const file of ['package.json', 'package-lock.json']) await copyFile(join(PACKAGE, file), join(empty, file));
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    const done = await runCommand({ command: npm, args, cwd: empty, env: process.env, timeoutMs: 5 * 60_000 });
    if (!done.ok) throw new Error(`npm ci failed: ${done.reason}`);
  });
  return folder;
}
