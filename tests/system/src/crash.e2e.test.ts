import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CrashWorld, createCrashWorld, until, type Victim } from './crash-world.js';
import { MONGODB_URI } from './stack.js';

const WRITES = Number(process.env['CRASH_TEST_WRITES'] ?? 1_500);
const WRITERS = 8;
const VICTIMS: readonly Victim[] = ['profiles-service', 'nats-publisher', 'openapi-adapter', 'nats', 'mongodb'];
const built = existsSync(fileURLToPath(new URL('../../../apps/nats-publisher/dist/main.js', import.meta.url)));
const serversFound = MONGODB_URI !== undefined && process.env['NATS_URL'] !== undefined;

/** A write that was answered: from then on it must not be lost. */
interface Answered {
  readonly customerNumber: number;
  readonly revision: number;
}

describe.skipIf(!serversFound || !built)('kill -9 of every process in the middle of writing', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await createCrashWorld();
  });
  afterAll(() => world?.close());

  test('every answered write is there, and each committed change is in the stream once, in order per customer', {
    timeout: 300_000,
  }, async () => {
    const answered = await writeWhileCrashing(world);
    await until(async () => (await world.outbox()).every((row) => !row.pending), 120);

    const rows = await world.outbox();
    const revisions = await world.revisions();
    const lost = answered.filter(({ customerNumber, revision }) => (revisions.get(customerNumber) ?? 0) < revision);
    expect(lost, 'answered writes that are gone').toEqual([]);

    // An event exists if and only if its change was committed.
    const eventsOf = groupedBy(rows, (row) => row.customerNumber);
    expect(new Set(eventsOf.keys())).toEqual(new Set(revisions.keys()));
    for (const [customerNumber, revision] of revisions) {
      expect(
        eventsOf
          .get(customerNumber)
          ?.map((row) => row.revision)
          .sort((a, b) => a - b),
      ).toEqual(Array.from({ length: revision }, (_, index) => index + 1));
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
async function writeWhileCrashing(world: CrashWorld): Promise<Answered[]> {
  const answered: Answered[] = [];
  const crashed: Victim[] = [];
  let tried = 0;
  let writing = true;

  async function writer(name: number): Promise<void> {
    const headers = {
      authorization: `Bearer ${await world.token(name + 1)}`,
      'content-type': 'application/json',
      'et-client-name': 'acme-crash',
    };
    const mine: number[] = [];
    while (tried < WRITES) {
      tried += 1;
      const customerNumber = tried % 3 === 0 ? undefined : mine[tried % Math.max(mine.length, 1)];
      const done = await write({ world, headers, organisationId: name + 1, customerNumber });
      if (done === undefined) continue;
      answered.push(done);
      if (customerNumber === undefined) mine.push(done.customerNumber);
    }
  }

  async function crashes(): Promise<void> {
    for (let round = 0; writing; round++) {
      const next = tried + Math.ceil(WRITES / 12);
      await until(async () => !writing || tried >= next, 120);
      const victim = VICTIMS[round % VICTIMS.length];
      if (!writing || victim === undefined) continue;
      await world.crash(victim);
      crashed.push(victim);
    }
  }

  const killer = crashes();
  await Promise.all(Array.from({ length: WRITERS }, (_, name) => writer(name)));
  writing = false;
  await killer;
  expect(new Set(crashed), 'processes that were killed').toEqual(new Set(VICTIMS));
  expect(answered.length, 'writes that were answered').toBeGreaterThan(WRITES / 3);
  console.log(`${answered.length} writes answered of ${tried}, ${crashed.length} crashes: ${crashed.join(', ')}`);
  return answered;
}

interface Write {
  readonly world: CrashWorld;
  readonly headers: Record<string, string>;
  readonly organisationId: number;
  /** The customer to update; absent to create one. */
  readonly customerNumber: number | undefined;
}

/** One write; undefined when it was not answered, so that nobody knows whether it was done. */
async function write({ world, headers, organisationId, customerNumber }: Write): Promise<Answered | undefined> {
  const who = { surname: 'Nordmann', firstName: 'Kari' };
  const [method, path, body] =
    customerNumber === undefined
      ? ['POST', '/profiles', { ...who, organisationId, createdBy: 'web', createdByChannel: 'web' }]
      : ['PUT', `/profiles/${customerNumber}`, { ...who, changedBy: 'web', changedByChannel: 'web' }];
  try {
    const response = await fetch(`${world.restUrl}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) return await pause();
    const answer = (await response.json()) as { customerNumber: number };
    return { customerNumber: answer.customerNumber, revision: Number(response.headers.get('etag')?.slice(1, -1)) };
  } catch {
    return await pause();
  }
}

/** A moment for what was killed to come back, so that the writes outlast the crashes. */
function pause(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), 100));
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
