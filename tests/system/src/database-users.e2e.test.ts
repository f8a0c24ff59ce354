import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createProfilesClient } from '@profiles/client';
import { freePort, type RunningServer, startMongo, startNats, startTokenIssuer } from '@profiles/devstack';
import { type MongoConnection, openMongo } from '@profiles/mongo-store';
import { startPublisher } from '@profiles/nats-publisher';
import { configFrom as serviceConfigFrom, startProfilesService } from '@profiles/profiles-service';
import { purgeOnce } from '@profiles/retention';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { respondsOk } from './app-process.js';
import { until } from './crash-world.js';
import { MONGODB_URI, startStack } from './stack.js';

const COMMAND = fileURLToPath(new URL('../../../apps/profiles-service/dist/database-users/main.js', import.meta.url));
const PASSWORDS = {
  PROFILES_SERVICE_PASSWORD: 'service-pass-4711',
  NATS_PUBLISHER_PASSWORD: 'publisher-pass-4711',
  RETENTION_PASSWORD: 'retention-pass-4711',
};
const database = 'least_privilege';
const serversFound = MONGODB_URI !== undefined && process.env['NATS_URL'] !== undefined;

describe.skipIf(!serversFound || !existsSync(COMMAND))('the database users', () => {
  let dataDir: string;
  let mongo: RunningServer;
  let nats: RunningServer;
  let hostAndOptions: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'profiles-users-'));
    const env = { ...process.env, MONGODB_URI: undefined, NATS_URL: undefined };
    const options = { dataDir, env, log: () => undefined, allowNone: false, port: await freePort() };
    // The first user is made while anybody may come in; then the server starts anew and asks who comes.
    mongo = await startMongo(options);
    const first = openMongo({ uri: mongo.uri, database: 'admin', appName: 'test' });
    await first.db.command({ createUser: 'root', pwd: 'root-pass-4711', roles: ['root'] });
    await first.close();
    await mongo.stop();
    mongo = await startMongo({ ...options, secantusArgs: ['--auth'] });
    nats = await startNats({ ...options, port: await freePort() });
    hostAndOptions = mongo.uri.replace('mongodb://', '');
  }, 120_000);
  afterAll(async () => {
    await Promise.all([mongo?.stop(), nats?.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  const as = (username: string, password: string) => ({
    uri: mongo.uri,
    database,
    credentials: { username, password },
  });
  const putUsers = () =>
    promisify(execFile)(process.execPath, [COMMAND], {
      env: {
        ...{ PATH: process.env['PATH'], MONGODB_DATABASE: database, ...PASSWORDS },
        MONGODB_ADMIN_URI: `mongodb://root:root-pass-4711@${hostAndOptions}&authSource=admin`,
      },
    });
  const SERVICE = () => as('profiles-service', PASSWORDS.PROFILES_SERVICE_PASSWORD);
  const PUBLISHER = () => as('nats-publisher', PASSWORDS.NATS_PUBLISHER_PASSWORD);
  const RETENTION = () => as('retention', PASSWORDS.RETENTION_PASSWORD);

  async function refused(run: (connection: MongoConnection) => Promise<unknown>, settings: ReturnType<typeof as>) {
    const connection = openMongo({ ...settings, appName: 'test' });
    const error: unknown = await run(connection).then(
      () => 'let in',
      (thrown: unknown) => (thrown as { code?: number }).code,
    );
    await connection.close();
    return error;
  }

  test('a script makes them, and makes them again without harm', async () => {
    expect((await putUsers()).stdout).toContain('are up to date');
    expect((await putUsers()).stdout).toContain('are up to date');
  });

  test('each app works with its own user, and none works without one', { timeout: 60_000 }, async () => {
    const stack = await startStack({ database, uri: mongo.uri, serviceConfig: { store: SERVICE() } });
    const publisher = await startPublisher({
      ...{ host: '127.0.0.1', port: 0, logLevel: 'fatal', mongo: PUBLISHER(), nats: { servers: nats.uri } },
      backlogAlarmSeconds: 60,
    });
    const token = await stack.token({ organisationId: 1 });
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    const guest = { organisationId: 1, createdBy: 'web', createdByChannel: 'web', profileType: 'T' as const };
    const soon = new Date(Date.now() + 1_000).toISOString();
    const { customerNumber } = await api.profiles.create({ ...guest, expirationDate: soon });
    const inside = openMongo({ ...RETENTION(), appName: 'test' });
    await until(async () => (await purgeOnce(inside, { batchSize: 10 })).purged === 1, 20);
    await inside.close();

    const reader = openMongo({ ...PUBLISHER(), appName: 'test' });
    const rows = () => reader.db.collection('outbox').find({ customerNumber }).toArray();
    for (let wait = 0; wait < 100 && !(await rows()).every((row) => 'publishedAt' in row); wait++)
      await setTimeout(100);
    expect((await rows()).map((row) => [row['revision'], 'publishedAt' in row])).toEqual([
      [1, true],
      [2, true],
    ]);
    await reader.close();
    await publisher.close();
    await stack.closeApps();
  });

  test('a password in a file is used as soon as the file has it, and a wrong one after it changes nothing', async () => {
    const issuer = await startTokenIssuer({});
    const file = join(dataDir, 'password');
    await writeFile(file, 'not-yet-the-password\n');
    const service = await startProfilesService(
      serviceConfigFrom({
        ...{ AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience },
        ...{ MONGODB_URI: mongo.uri, MONGODB_DATABASE: database, MONGODB_USER: 'profiles-service' },
        ...{ MONGODB_PASSWORD_FILE: file, PORT: '0', LOG_LEVEL: 'silent' },
      }),
    );
    const isReady = () => respondsOk(`${service.url}/readyz`);
    expect(await isReady()).toBe(false);
    await writeFile(file, `${PASSWORDS.PROFILES_SERVICE_PASSWORD}\n`);
    await until(isReady, 20);
    await writeFile(file, 'wrong-again\n');
    await setTimeout(2_500);
    expect(await isReady()).toBe(true);
    await service.close();
    await issuer.close();
  });

  test('a wrong password is refused, and so is what an app has no business with', async () => {
    const UNAUTHENTICATED = 18;
    const UNAUTHORISED = 13;
    const find = ({ db }: MongoConnection) => db.collection('outbox').findOne();
    expect(await refused(find, as('nats-publisher', 'wrong'))).toBe(UNAUTHENTICATED);
    const insert = ({ db }: MongoConnection) => db.collection('outbox').insertOne({ x: 1 });
    const remove = ({ db }: MongoConnection) => db.collection('erasures').deleteMany({});
    const update = ({ db }: MongoConnection) => db.collection('profiles').updateMany({}, { $set: { x: 1 } });
    const drop = ({ db }: MongoConnection) => db.dropDatabase();
    for (const user of [SERVICE(), PUBLISHER(), RETENTION()]) expect(await refused(drop, user)).toBe(UNAUTHORISED);
    // The stand-in for MongoDB knows an action of a role, but not the collection it is granted for.
    if (mongo.kind === 'secantusdb') return;
    expect(await refused(insert, PUBLISHER())).toBe(UNAUTHORISED);
    expect(await refused(update, RETENTION())).toBe(UNAUTHORISED);
    expect(await refused(({ db }) => db.collection('profiles').findOne(), PUBLISHER())).toBe(UNAUTHORISED);
    expect(await refused(remove, SERVICE())).toBe(UNAUTHORISED);
  });
});
