import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort, type RunningServer, startMongo } from '@profiles/devstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.js';
import { expectExactlyOnce, type KeyedTarget, storedProfiles, writeWithKeys } from './keyed-writers.js';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const WRITERS = 16;
const KILLS = Number(process.env['EXACTLY_ONCE_KILLS'] ?? 6);

/** A stack on a database server of its own, which can be killed, behind a proxy that can fail. */
interface World {
  readonly stack: Stack;
  readonly target: KeyedTarget;
  readonly proxy: FaultyProxy;
  crash(): Promise<void>;
  close(): Promise<void>;
}

async function startWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'profiles-once-'));
  const port = await freePort();
  const env = { ...process.env, MONGODB_URI: undefined };
  const start = () => startMongo({ dataDir, port, env, log: () => undefined, allowNone: false });
  let mongo: RunningServer = await start();
  const proxy = await startFaultyProxy(port);
  const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
  const quiet = { logLevel: 'silent' };
  const stack = await startStack({ uri, database: 'once', serviceConfig: quiet, adapterConfig: quiet });
  return {
    stack,
    target: {
      restUrl: `${stack.adapterUrl}/customers/v2`,
      token: (organisationId) => stack.token({ organisationId }),
    },
    proxy,
    async crash() {
      mongo.kill?.();
      await mongo.stop();
      mongo = await start();
    },
    async close() {
      await stack.close();
      await proxy.close();
      await mongo.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

describe.skipIf(MONGODB_URI === undefined)('calls with an Idempotency-Key have one effect', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.close());

  /** Writes while failures happen, and checks all writes of those organisations afterwards. */
  async function expectOnceDuring(firstOrganisation: number, failures: () => Promise<void>): Promise<void> {
    let goOn = true;
    const writing = writeWithKeys(world.target, { writers: WRITERS, goOn: () => goOn, firstOrganisation });
    await failures().finally(() => {
      goOn = false;
    });
    const writes = await writing;
    expect(writes.repeated, 'calls that had to be repeated').toBeGreaterThan(0);
    const isOurs = ({ organisationId }: { organisationId: number }) =>
      organisationId >= firstOrganisation && organisationId < firstOrganisation + WRITERS;
    const stored = storedProfiles(await world.stack.documents('profiles')).filter(isOurs);
    await expectExactlyOnce(writes, stored);
    console.log(`${writes.calls.length} writes, ${writes.repeated} repeated`);
  }

  test('kill -9 of the database under keyed writers', { timeout: 300_000 }, () =>
    expectOnceDuring(1_000, async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        await setTimeout(1_200);
        await world.crash();
      }
    }),
  );

  /** Breaks all connections for a moment: long enough for the driver's own repetition of a commit to fail too. */
  async function breakConnections(): Promise<void> {
    world.proxy.cut();
    await setTimeout(300);
    world.proxy.resume();
  }

  test('every connection to the database breaks at once, again and again', { timeout: 120_000 }, () =>
    expectOnceDuring(2_000, async () => {
      for (let cut = 0; cut < 12; cut++) {
        await setTimeout(500);
        await breakConnections();
      }
    }),
  );

  test('the database does the work, and its responses are lost', { timeout: 120_000 }, () =>
    expectOnceDuring(3_000, async () => {
      for (let loss = 0; loss < 12; loss++) {
        await setTimeout(500);
        world.proxy.holdResponses();
        await setTimeout(100);
        await breakConnections();
      }
    }),
  );

  test('the database hangs for longer than a call waits', { timeout: 120_000 }, () =>
    expectOnceDuring(4_000, async () => {
      await setTimeout(500);
      world.proxy.hang();
      await setTimeout(6_000);
      world.proxy.resume();
      await setTimeout(500);
    }),
  );
});
