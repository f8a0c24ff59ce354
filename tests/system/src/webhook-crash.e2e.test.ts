import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createProfilesClient, type ProfilesClient } from '@profiles/client';
import { Permission } from '@profiles/contracts';
import { freePort, type GuardedProcess, startGuarded } from '@profiles/devstack';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CrashWorld, createCrashWorld, until } from './crash-world.js';
import { MONGODB_URI } from './stack.js';

const RECEIVER = fileURLToPath(new URL('../fixtures/webhook-receiver.mjs', import.meta.url));
const built = existsSync(fileURLToPath(new URL('../../../apps/events-gateway/dist/main.js', import.meta.url)));
const serversFound = MONGODB_URI !== undefined && process.env['NATS_URL'] !== undefined;
const PERSON = { surname: 'Nordmann', firstName: 'Kari', createdBy: 'w', createdByChannel: 'w' };

/** The number of kills during deliveries. */
const KILLS = Number(process.env['WEBHOOK_CRASH_KILLS'] ?? 9);
/** The number of deliveries between two kills. */
const DELIVERIES_BETWEEN = 40;
const CUSTOMERS = 12;
const VICTIMS = ['events-gateway', 'receiver', 'nats'] as const;
/** Attempts that follow each other quickly, for longer than anything is down: no delivery is parked. */
const RETRY_PAUSES = Array.from({ length: 2_000 }, () => '0.2').join(',');

/** A delivery as its receiver noted it. */
interface Noted {
  readonly id: string;
  readonly customerNumber: number;
  readonly revision: number;
}

describe.skipIf(!serversFound || !built)('kill -9 while events go over HTTP', () => {
  let world: CrashWorld;
  const ending: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    world = await createCrashWorld({
      permissions: Object.values(Permission).filter((permission) => permission !== Permission.AllOrganisations),
      serviceEnv: { WEBHOOK_ALLOW_PRIVATE: 'true' },
      gatewayEnv: { WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_RETRY_PAUSES: RETRY_PAUSES },
    });
  });
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
  });
  afterAll(() => world?.close());

  const clientOf = async (organisationId: number) =>
    createProfilesClient({
      ...{ url: world.serviceUrl, token: await world.token(organisationId), clientName: 'acme-tests' },
    });

  test('[HOOK-1] of gateway, receiver and broker: each event is delivered, in order per customer', {
    timeout: 400_000,
  }, async () => {
    const organisationId = 41;
    const api = await clientOf(organisationId);
    const receiver = await startReceiver(world.dataDir);
    ending.push(receiver.stop);
    await api.webhooks.create({ url: receiver.url });
    const killed: string[] = [];
    const writer = startWriter(api, organisationId);
    ending.push(writer.stop);
    const noted = async () => (await receiver.noted()).length;
    while (killed.length < KILLS) {
      const next = (await noted()) + DELIVERIES_BETWEEN;
      await until(async () => (await noted()) >= next, 120);
      const victim = VICTIMS[killed.length % VICTIMS.length] ?? 'receiver';
      await (victim === 'receiver' ? receiver.crash() : world.crash(victim));
      killed.push(victim);
    }
    const written = await writer.stop();
    const expected = [...written.values()].reduce((sum, revision) => sum + revision, 0);
    const ids = async () => new Set((await receiver.noted()).map(({ id }) => id));
    await until(async () => (await ids()).size >= expected, 120);
    const deliveries = await receiver.noted();
    expect(await ids()).toEqual(new Set(await idsInStream(world, organisationId)));
    for (const [customerNumber, revision] of written) {
      const revisions = deliveries.filter((one) => one.customerNumber === customerNumber);
      expect(withoutRepeats(revisions), `order of ${customerNumber}`).toEqual(oneTo(revision));
    }
    console.log(`${expected} events, ${deliveries.length - expected} repeats, ${KILLS} kills: ${killed.join(', ')}`);
  });

  test('of the gateway: a subscription of the typed client goes on, nothing is missed and nothing is repeated', {
    timeout: 200_000,
  }, async () => {
    const organisationId = 42;
    const api = await clientOf(organisationId);
    const interrupted: string[] = [];
    const events = await api.events.subscribe({}, { onInterrupted: ({ reason }) => interrupted.push(reason) });
    const received: (Noted & { readonly cursor: string })[] = [];
    const receiving = (async () => {
      for await (const { id, data } of events) {
        received.push({ id, customerNumber: data.customerNumber, revision: data.revision, cursor: events.cursor });
      }
    })();
    let restarts = 0;
    const writer = startWriter(api, organisationId);
    ending.push(writer.stop);
    while (restarts < 3) {
      const next = received.length + DELIVERIES_BETWEEN;
      await until(async () => received.length >= next);
      await world.crash('events-gateway');
      restarts += 1;
    }
    const written = await writer.stop();
    const expected = [...written.values()].reduce((sum, revision) => sum + revision, 0);
    await until(async () => received.length >= expected);
    // A repetition would come before the next event.
    const last = await api.profiles.create({ ...PERSON, organisationId });
    await until(async () => received.at(-1)?.customerNumber === last.customerNumber);
    events.close();
    await receiving;
    expect(received.map(({ id }) => id)).toEqual(await idsInStream(world, organisationId));
    expect(new Set(received.map(({ cursor }) => cursor)).size).toBe(received.length);
    expect(interrupted.length).toBeGreaterThanOrEqual(1);
  });
});

/** A receiver as a process of its own, which can be killed. */
async function startReceiver(folder: string) {
  const port = await freePort();
  const file = join(folder, 'received.txt');
  const start = () =>
    startGuarded({
      ...{ name: 'receiver', command: process.execPath, args: [RECEIVER] },
      env: { PATH: process.env['PATH'], PORT: String(port), RECEIVED_FILE: file },
      logFile: join(folder, 'receiver.log'),
    });
  let running: GuardedProcess = await start();
  return {
    url: `http://127.0.0.1:${port}/events`,
    async noted(): Promise<Noted[]> {
      const text = await readFile(file, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split(' '))
        .map(([id = '', customerNumber, revision]) => ({
          ...{ id, customerNumber: Number(customerNumber), revision: Number(revision) },
        }));
    },
    async crash() {
      running.kill('SIGKILL');
      await running.exited;
      running = await start();
    },
    stop: () => running.stop(),
  };
}

/** Creates customers and changes each in turn until it is stopped, which resolves to the last revision of each. */
function startWriter(api: ProfilesClient, organisationId: number): { stop(): Promise<Map<number, number>> } {
  const written = new Map<number, number>();
  let isOver = false;
  const write = async () => {
    for (let at = 0; at < CUSTOMERS; at += 1) {
      written.set((await api.profiles.create({ ...PERSON, organisationId })).customerNumber, 1);
    }
    for (let round = 0; !isOver; round += 1) {
      for (const [customerNumber, revision] of written) {
        await api.profiles.patch({ customerNumber, firstName: `Kari ${round}` });
        written.set(customerNumber, revision + 1);
      }
      await setTimeout(100);
    }
    return written;
  };
  const writing = write();
  return {
    stop: () => {
      isOver = true;
      return writing;
    },
  };
}

/** The ids of the events of an organisation in the order of the stream. */
async function idsInStream(world: CrashWorld, organisationId: number): Promise<string[]> {
  const events = await world.stream();
  return events.filter(({ data }) => data.organisationId === organisationId).map(({ id }) => id);
}

/** Revisions without repeats of the one before: a delivery comes at least once. */
function withoutRepeats(deliveries: readonly Noted[]): number[] {
  return deliveries.flatMap(({ revision }, at) => (revision === deliveries[at - 1]?.revision ? [] : revision));
}

function oneTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
