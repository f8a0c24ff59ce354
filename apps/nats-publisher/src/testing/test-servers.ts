import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, startNats } from '@profiles/devstack';

const ENVIRONMENT = process.env;

export interface TestServers {
  readonly mongoUri: string;
  readonly natsUrl: string;
  stop(): Promise<void>;
}

/** The servers of the environment, or new ones with empty data. Undefined where no server is available. */
export async function testServers(): Promise<TestServers | undefined> {
  const dataDir = await mkdtemp(join(tmpdir(), 'publisher-'));
  const options = { dataDir, env: ENVIRONMENT, log: () => {} };
  const mongo = await startMongo(options);
  const nats = await startNats(options);
  const stop = async () => {
    await Promise.all([mongo.stop(), nats.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  if (mongo.kind !== 'none' && nats.kind !== 'none') return { mongoUri: mongo.uri, natsUrl: nats.uri, stop };
  await stop();
  return undefined;
}

const DEADLINE_MILLIS = 60_000;

/** Polls until the condition holds, and resolves to its value. Fails with a text of what it waited for. */
export async function eventually<T>(
  what: string,
  condition: () => Promise<T | false | undefined> | T | false | undefined,
): Promise<T> {
  const deadline = performance.now() + DEADLINE_MILLIS;
  for (;;) {
    const value = await condition();
    if (value !== false && value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
