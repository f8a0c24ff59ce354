import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CrashWorld, createCrashWorld, until, type Victim } from './crash-world.js';
import { expectExactlyOnce, type KeyedWrites, storedProfiles, writeWithKeys } from './keyed-writers.js';
import { MONGODB_URI } from './stack.js';

/** The number of acknowledged writes after which the test ends. */
const WRITES = Number(process.env['CRASH_TEST_WRITES'] ?? 900);
const WRITERS = 8;
const CRASHES = 12;
const VICTIMS: readonly Victim[] = ['profiles-service', 'nats-publisher', 'openapi-adapter', 'nats', 'mongodb'];
const built = existsSync(fileURLToPath(new URL('../../../apps/nats-publisher/dist/main.js', import.meta.url)));
const serversFound = MONGODB_URI !== undefined && process.env['NATS_URL'] !== undefined;

describe.skipIf(!serversFound || !built)('kill -9 of every process in the middle of writing', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await createCrashWorld();
  });
  afterAll(() => world?.close());

  test('every write with a key has one effect, and each change is in the stream once, in order per customer', {
    timeout: 400_000,
  }, async () => {
    const writes = await writeWhileCrashing(world);
    await until(async () => (await world.outbox()).every((row) => !row.pending), 120);
    await expectExactlyOnce(writes, storedProfiles(await world.profiles()));

    // An event exists if and only if its change was committed.
    const rows = await world.outbox();
    const revisions = await world.revisions();
    const eventsOf = groupedBy(rows, (row) => row.customerNumber);
    expect(new Set(eventsOf.keys())).toEqual(new Set(revisions.keys()));
    for (const [customerNumber, revision] of revisions) {
      const own = eventsOf.get(customerNumber)?.map((row) => row.revision) ?? [];
      expect(own.sort((a, b) => a - b)).toEqual(Array.from({ length: revision }, (_, index) => index + 1));
    }

    const events = await world.stream();
    expect(events.map((event) => event.id).sort()).toEqual(rows.map((row) => row.id).sort());
    for (const [customerNumber, own] of groupedBy(events, (event) => event.data.customerNumber)) {
      const inOrder = Array.from({ length: own.length }, (_, index) => index + 1);
      expect(
        own.map((event) => event.data.revision),
        `order of ${customerNumber}`,
      ).toEqual(inOrder);
    }
  });
});

/** Several writers, each on customers of its own, while one process after the other is killed. */
async function writeWhileCrashing(world: CrashWorld): Promise<KeyedWrites> {
  const crashed: Victim[] = [];
  const progress = { acknowledged: 0 };
  const goOn = () => progress.acknowledged < WRITES || crashed.length < VICTIMS.length;
  const writing = writeWithKeys(world, { writers: WRITERS, goOn, firstOrganisation: 1, progress });
  for (let round = 0; goOn(); round++) {
    const next = progress.acknowledged + Math.ceil(WRITES / CRASHES);
    await until(async () => !goOn() || progress.acknowledged >= next, 120);
    const victim = VICTIMS[round % VICTIMS.length];
    if (victim === undefined || !goOn()) break;
    await world.crash(victim);
    crashed.push(victim);
  }
  const writes = await writing;
  expect(new Set(crashed), 'processes that were killed').toEqual(new Set(VICTIMS));
  console.log(
    `${writes.calls.length} writes, ${writes.repeated} repeated, ${crashed.length} crashes: ${crashed.join(', ')}`,
  );
  return writes;
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
