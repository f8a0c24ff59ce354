import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartedServer } from '../fallback-chain.js';
import { launchServer } from '../launch-server.js';
import type { Address } from '../process/tcp.js';
import type { ServerOptions } from '../running-server.js';
import { isPrimary, sendCommand } from './wire.js';

const SET_NAME = 'devstack';
const ALREADY_INITIALIZED = 23;

/** Starts a mongod as a replica set of one node: transactions and change streams need a replica set. */
export async function startMongod(kind: string, binary: string, options: ServerOptions): Promise<StartedServer> {
  const dbPath = join(options.dataDir, kind);
  await mkdir(dbPath, { recursive: true });
  const where = ['--dbpath', dbPath, '--bind_ip', '127.0.0.1'];
  return launchServer(
    {
      kind,
      command: binary,
      args: (port) => [...where, '--port', `${port}`, '--replSet', SET_NAME, '--wiredTigerCacheSizeGB', '1'],
      uri: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=${SET_NAME}`,
      ready: async (address) => (await isPrimary(address)) || (await adoptAddress(address)),
    },
    options,
  );
}

/** Makes the node the only member of its set. Always answers false: the election comes after it. */
async function adoptAddress(address: Address): Promise<false> {
  const host = `${address.host}:${address.port}`;
  const config = { _id: SET_NAME, members: [{ _id: 0, host }] };
  const answer = await sendCommand(address, { replSetInitiate: config });
  if (answer['code'] === ALREADY_INITIALIZED) await moveTo(host, address);
  return false;
}

/**
 * Data from an earlier start names the port of that time. A node that does not find itself in its own configuration
 * stays in state REMOVED for ever, so the configuration is moved along, by force, since there is no primary to ask.
 */
async function moveTo(host: string, address: Address): Promise<void> {
  const { config } = await sendCommand(address, { replSetGetConfig: 1 });
  const [member] = config.members;
  if (member.host === host) return;
  const moved = { ...config, version: Number(config.version) + 1, members: [{ ...member, host }] };
  // A forced configuration may not carry the term of an election.
  delete moved.term;
  await sendCommand(address, { replSetReconfig: moved, force: true });
}
