import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import { Permission } from '@profiles/contracts';
import { freePort, type RunningServer, startMongo, startNats } from '@profiles/devstack';
import { createCustomerChangedConsumer, inMemoryPositions } from '@profiles/events';
import { startPublisher } from '@profiles/nats-publisher';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './crash-world.js';
import { type Stack, startStack } from './stack.js';

const mainOf = (path: string) => fileURLToPath(new URL(`../../../apps/${path}.js`, import.meta.url));
const EVENTS = mainOf('nats-publisher/dist/command-line/main');
const AFTER_RESTORE = mainOf('retention/dist/after-restore/main');
const DATABASE = 'rehearsal';
const ORGANISATION = 1;
const PERSON = { organisationId: ORGANISATION, createdBy: 'web', createdByChannel: 'web' };

/** The rehearsal of docs/operating/runbook.md: a backup, a life after it, a disaster, a restore by the documented commands. */
describe.skipIf(!existsSync(EVENTS) || !existsSync(AFTER_RESTORE))('a restore from a backup', () => {
  let folder: string;
  let mongo: RunningServer;
  let nats: RunningServer;
  let broker: NatsConnection;
  const ports = { mongo: 0, nats: 0 };
  const env = { ...process.env, MONGODB_URI: undefined, NATS_URL: undefined };
  /** Every event that the subscriber handled, as `customer/epoch/revision`. */
  const handled: string[] = [];
  let system: { stack: Stack; api: ProfilesApi; stop(): Promise<void> };

  const dataOf = (name: string) => join(folder, name);
  const start = () => startMongo({ dataDir: dataOf('mongo'), port: ports.mongo, env, log: () => {}, allowNone: false });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profiles-restore-'));
    [ports.mongo, ports.nats] = [await freePort(), await freePort()];
    mongo = await start();
    nats = await startNats({ dataDir: dataOf('nats'), port: ports.nats, env, log: () => {}, allowNone: false });
    broker = await connect({ servers: nats.uri });
    system = await startSystem();
    await createCustomerChangedConsumer({
      ...{ connection: broker, durable: 'rehearsal', organisationId: ORGANISATION, positions: inMemoryPositions() },
      handle: ({ data }) => void handled.push(`${data.customerNumber}/${data.epoch}/${data.revision}`),
    });
  });
  afterAll(async () => {
    await system?.stop();
    await broker?.close();
    await mongo?.stop();
    await nats?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function startSystem() {
    const stack = await startStack({ uri: mongo.uri, database: DATABASE });
    const publisher = await startPublisher({
      ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', backlogAlarmSeconds: 60, leaseTtlMillis: 1_500 },
      mongo: { uri: mongo.uri, database: DATABASE },
      nats: { servers: nats.uri },
    });
    await until(async () => (await fetch(`${publisher.url}/readyz`)).ok, 30);
    const token = await stack.token({ organisationId: ORGANISATION, permissions: Object.values(Permission) });
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    const stop = async () => {
      await publisher.close();
      await stack.closeApps();
    };
    return { stack, api, stop };
  }

  /** A documented command, as an operator runs it. */
  function command(main: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
    const settings = { MONGODB_URI: mongo.uri, MONGODB_DATABASE: DATABASE, NATS_URL: nats.uri };
    const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'], ...settings } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        output += part;
      });
    }
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
  }

  const create = (surname: string) => system.api.profiles.create({ ...PERSON, surname, firstName: 'Kari' });
  const update = async (customerNumber: number, surname: string) => {
    const { firstName } = await system.api.profiles.get({ customerNumber });
    const changed = { changedBy: 'web', changedByChannel: 'web' };
    await system.api.profiles.update({ customerNumber, firstName, surname, ...changed });
  };
  /** The rows of the outbox, as the subscriber notes its events. */
  const committed = async () => {
    const rows = (await system.stack.documents('outbox')) as unknown as {
      data: { customerNumber: number; epoch: number; revision: number };
    }[];
    return rows.map(({ data }) => `${data.customerNumber}/${data.epoch}/${data.revision}`);
  };
  const allHandled = async () => (await committed()).every((event) => handled.includes(event));

  test('loses no later change, gives no number twice, and leaves the erased erased', { timeout: 180_000 }, async () => {
    const [kari, ola, gone] = [await create('Nordmann'), await create('Hansen'), await create('Glemt')];
    await update(kari.customerNumber, 'Dahl');
    await until(allHandled, 30);

    // The backup: of a stopped server, all files.
    const backupAt = new Date(Date.now() - 60_000).toISOString();
    await system.stop();
    await mongo.stop();
    await cp(dataOf('mongo'), dataOf('backup'), { recursive: true });
    mongo = await start();
    system = await startSystem();

    // The life after it, which is lost.
    for (const surname of ['Berg', 'Lie', 'Moe']) await update(kari.customerNumber, surname);
    await system.api.profiles.erase({ customerNumber: gone.customerNumber });
    const lost = [await create('Ny'), await create('Nyere')];
    await until(allHandled, 30);
    expect(handled).toContain(`${kari.customerNumber}/1/5`);

    // The disaster, and the restore.
    await system.stop();
    await mongo.stop();
    await rm(dataOf('mongo'), { recursive: true });
    await cp(dataOf('backup'), dataOf('mongo'), { recursive: true });
    mongo = await start();

    // The commands of docs/operating/runbook.md, in its order.
    const file = join(folder, 'lost.json');
    expect(await command(EVENTS, 'new-epoch')).toMatchObject({ code: 0, output: expect.stringContaining('is 2.') });
    expect(await command(EVENTS, 'lost', '--from', backupAt, '--out', file)).toMatchObject({ code: 0 });
    const dry = await command(AFTER_RESTORE, file, '--dry-run');
    expect(dry).toMatchObject({ code: 0, output: expect.stringContaining('1 customers would be erased again') });
    const repaired = await command(AFTER_RESTORE, file);
    expect(repaired).toMatchObject({ code: 0, output: expect.stringContaining('1 customers erased again') });

    system = await startSystem();
    await expect(system.api.profiles.get({ customerNumber: gone.customerNumber })).rejects.toMatchObject({ code: 617 });
    const highest = Math.max(...lost.map(({ customerNumber }) => customerNumber));
    const next = await create('Etter');
    expect(next.customerNumber).toBeGreaterThan(highest);

    // Revisions repeat: the subscriber knows revision 5 of this customer, and the next one is 3.
    await update(kari.customerNumber, 'Strand');
    await update(ola.customerNumber, 'Vik');
    await until(allHandled, 30);
    expect(handled).toContain(`${kari.customerNumber}/2/3`);
    expect(handled).toContain(`${ola.customerNumber}/2/2`);
    expect(handled).toContain(`${next.customerNumber}/2/1`);
    expect(new Set(handled).size).toBe(handled.length);

    // A second restore of the same backup: its epoch is 1 again, and the stream has events of epoch 2.
    await system.stop();
    await mongo.stop();
    await rm(dataOf('mongo'), { recursive: true });
    await cp(dataOf('backup'), dataOf('mongo'), { recursive: true });
    mongo = await start();
    expect(await command(EVENTS, 'new-epoch')).toMatchObject({ code: 0, output: expect.stringContaining('is 3.') });
    system = await startSystem();
  });
});
