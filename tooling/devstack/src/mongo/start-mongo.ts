import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Chain, type StartedServer, walkChain } from '../fallback-chain.js';
import { useGiven } from '../given-server.js';
import { findOnPath } from '../process/find-on-path.js';
import type { RunningServer, ServerOptions } from '../running-server.js';
import { fetchMongod } from './fetched-mongod.js';
import { startMongod } from './mongod.js';
import { startSecantus } from './secantus.js';

/**
 * Finds or starts a MongoDB: MONGODB_URI, mongod on PATH, the mongod of mongodb-memory-server, SecantusDB, none.
 * A given MONGODB_URI that does not answer is an error: nothing else is used in its place.
 */
export async function startMongo(wished: ServerOptions): Promise<RunningServer> {
  // Servers run with the data folder as working folder, where a relative path would mean something else.
  const options = { ...wished, dataDir: resolve(wished.dataDir) };
  await mkdir(options.dataDir, { recursive: true });
  return walkChain(chain(options), options);
}

function chain(options: ServerOptions): Chain {
  return {
    server: 'MongoDB',
    steps: [
      { what: 'MONGODB_URI', attempt: () => useGiven({ variable: 'MONGODB_URI', defaultPort: 27017 }, options) },
      { what: 'mongod on PATH', attempt: () => mongodOnPath(options) },
      { what: 'mongodb-memory-server', attempt: () => mongodFetched(options) },
      { what: 'SecantusDB', attempt: () => startSecantus(options) },
    ],
    warning: 'The in-memory store has to do: NOTHING IS KEPT when the process ends.',
  };
}

async function mongodOnPath(options: ServerOptions): Promise<StartedServer> {
  const binary = await findOnPath('mongod', options.env);
  if (binary === undefined) throw new Error('mongod not on PATH');
  return startMongod('mongod', binary, options);
}

async function mongodFetched(options: ServerOptions): Promise<StartedServer> {
  return startMongod('mongodb-memory-server', await fetchMongod(options), options);
}
