import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, startNats } from '@profiles/devstack';

/**
 * One MongoDB and one NATS server for all tests that need them, found or fetched as `npm start` does. Each test file
 * uses a database of its own. Under CI=true a missing server is a failure; elsewhere those tests are skipped.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'profiles-tests-'));
  const log = (line: string) => console.log(line);
  const options = { dataDir, env: process.env, log, allowNone: process.env['CI'] !== 'true' };
  const [mongo, nats] = await Promise.all([startMongo(options), startNats(options)]);
  // Workers inherit the environment.
  if (mongo.kind !== 'none') process.env['MONGODB_URI'] = mongo.uri;
  if (nats.kind !== 'none') process.env['NATS_URL'] = nats.uri;
  return async () => {
    await Promise.all([mongo.stop(), nats.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
}
