import { addressesOf } from '../given-server.js';
import { sendCommand } from '../mongo/wire.js';
import type { RunningServer } from '../running-server.js';

const MONGODB_PORT = 27017;

/**
 * Removes the check's database from a server that was given. Where that needs more than a plain connection (a password,
 * TLS, a choice of members) it stays, and the line says so: a driver only for this would not be worth it.
 */
export async function dropDatabase({ kind, uri }: RunningServer, database: string): Promise<void> {
  // The data of a server that was started here is removed with its folder.
  if (kind !== 'given') return;
  const [address] = addressesOf(uri, MONGODB_PORT);
  const answer =
    address === undefined
      ? undefined
      : await sendCommand(address, { dropDatabase: 1, $db: database }).catch(() => undefined);
  if (answer?.['ok'] !== 1) console.log(`The database ${database} on the given MongoDB could not be removed.`);
}
