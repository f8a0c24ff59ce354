import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { builtRevision, freePort, startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { type MongoConnection, migrate, openMongo } from '@profiles/mongo-store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './crash-world.js';
import { MONGODB_URI } from './stack.js';

/** The tag of the release before this one. */
const PREVIOUS_RELEASE = 'v0.1.0';
const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const ORGANISATION = 1;
const CALLERS = 4;
/** Calls of one phase. */
const CALLS = 250;

function hasTag(): boolean {
  try {
    execFileSync('git', ['rev-parse', '--verify', '--quiet', `${PREVIOUS_RELEASE}^{commit}`], { cwd: REPOSITORY });
    return true;
  } catch {
    console.warn(`SKIPPED: this clone has no tag ${PREVIOUS_RELEASE}, so no upgrade is tested. Run: git fetch --tags`);
    return false;
  }
}

type Version = 'old' | 'new';

interface Failure {
  readonly call: string;
  readonly status: number | string;
  readonly body: string;
}

const IS_SKIPPED = MONGODB_URI === undefined || process.env['NATS_URL'] === undefined || !hasTag();

describe.skipIf(IS_SKIPPED)(`an upgrade from ${PREVIOUS_RELEASE} under load, and its rollback`, () => {
  const database = `upgrade_${randomUUID().slice(0, 8)}`;
  const processes = new Map<string, { stop(): Promise<void>; output(): string }>();
  const failures: Failure[] = [];
  const customers: number[] = [];
  let folders: Record<Version, string>;
  let issuer: TokenIssuer;
  let token: string;
  let mongo: MongoConnection;
  let calls = 0;
  /** The adapters that callers use, by their URLs. */
  let targets: string[] = [];

  beforeAll(async () => {
    folders = { old: (await builtRevision(PREVIOUS_RELEASE)).folder, new: REPOSITORY };
    issuer = await startTokenIssuer({});
    const permissions = ['les', 'opprett', 'endre', 'slett', 'admin'].map((one) => `customers-profile:${one}`);
    token = await issuer.mint({ organisationId: ORGANISATION, permissions, expiresIn: '1h' });
    mongo = openMongo({ uri: String(MONGODB_URI), database, appName: 'upgrade-test' });
  });
  afterAll(async () => {
    await Promise.all([...processes.values()].map(({ stop }) => stop()));
    await issuer?.close();
    await mongo?.db.dropDatabase();
    await mongo?.close();
  });

  async function start(version: Version, app: string, env: Record<string, string>): Promise<string> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(folders[version], 'apps', app, 'dist/main.js')], {
      env: {
        ...{ PATH: process.env['PATH'], PORT: String(port), LOG_LEVEL: 'warn', RATE_LIMIT_PER_MINUTE: '1000000' },
        ...{ AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience },
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const exited = once(child, 'close');
    const url = `http://127.0.0.1:${port}`;
    processes.set(url, {
      output: () => output,
      async stop() {
        child.kill('SIGTERM');
        await exited;
      },
    });
    await until(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok === true, 60);
    return url;
  }

  const store = { MONGODB_URI: String(MONGODB_URI), MONGODB_DATABASE: database };
  const service = (version: Version) => start(version, 'profiles-service', store);
  const adapter = (version: Version, behind: string) =>
    start(version, 'openapi-adapter', { PROFILES_SERVICE_URL: behind });
  const publisher = (version: Version) =>
    start(version, 'nats-publisher', { ...store, NATS_URL: String(process.env['NATS_URL']) });
  async function stop(...urls: readonly string[]): Promise<void> {
    for (const url of urls) {
      await processes.get(url)?.stop();
      processes.delete(url);
    }
  }

  async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const target = targets[calls++ % targets.length] ?? '';
    const headers = {
      ...{ authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests', 'content-type': 'application/json' },
      ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
    };
    try {
      const response = await fetch(`${target}/customers/v2${path}`, {
        ...{ method, headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) failures.push({ call: `${method} ${path}`, status: response.status, body: text.slice(0, 300) });
      return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    } catch (error) {
      failures.push({ call: `${method} ${path}`, status: String(error), body: target });
      return {};
    }
  }

  /** Creates, changes and reads: what one version writes, the other one reads and changes at once. */
  async function caller(isOver: () => boolean): Promise<void> {
    const author = { createdBy: 'web', createdByChannel: 'web' };
    const changer = { changedBy: 'web', changedByChannel: 'web' };
    while (!isOver()) {
      const person = { surname: 'Nordmann', firstName: 'Kari', organisationId: ORGANISATION, ...author };
      const created = await call('POST', '/profiles', { ...person, email: `${randomUUID()}@example.no` });
      const customerNumber = Number(created['customerNumber']);
      if (!Number.isInteger(customerNumber)) continue;
      customers.push(customerNumber);
      const path = `/profiles/${customerNumber}`;
      await call('POST', `${path}/notes`, { text: 'x' });
      await call('PUT', path, { surname: 'Hansen', firstName: 'Kari', ...changer });
      await call('GET', `${path}?includeNotes=true`);
      const source = await call('POST', '/profiles', { ...person, profileType: 'P' });
      await call('PUT', `${path}/merge/${source['customerNumber']}`);
      await call('GET', `/profiles/${source['customerNumber']}`);
      await readAll(customers[Math.floor(Math.random() * customers.length)] ?? customerNumber);
    }
  }

  async function readAll(customerNumber: number): Promise<void> {
    const path = `/profiles/${customerNumber}`;
    await call('GET', `${path}?includeNotes=true&includePreferences=true&includeECards=true`);
    await call('GET', `${path}/changes`);
    await call('GET', `${path}/export`);
  }

  /** Load on the given adapters, until enough calls were made and the step is done. */
  async function phase(adapters: readonly string[], step: () => Promise<unknown> = async () => {}): Promise<void> {
    targets = [...adapters];
    const enough = calls + CALLS;
    let isDone = false;
    const running = Array.from({ length: CALLERS }, () => caller(() => isDone && calls >= enough));
    await step();
    isDone = true;
    await Promise.all(running);
  }

  const command = (...args: string[]) => promisify(spawnCommand)(['apps/retention/dist/migrate/main.js', ...args]);
  function spawnCommand(args: readonly string[], done: (error: Error | null, output: string) => void): void {
    const child = spawn(process.execPath, [...args], { cwd: REPOSITORY, env: { PATH: process.env['PATH'], ...store } });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.once('close', (code) => done(code === 0 ? null : new Error(`exit code ${code}: ${output}`), output));
  }

  const pending = () => mongo.db.collection('outbox').countDocuments({ pending: true });
  const parked = () => mongo.db.collection('outbox').countDocuments({ aside: true });
  async function expectNoFailure(): Promise<void> {
    expect(failures).toEqual([]);
    await until(async () => (await pending()) === 0, 60);
    expect(await parked()).toBe(0);
  }

  /** Publishers and subscribers of the previous release refuse an event with a member that they do not know. */
  async function expectOldEvents(): Promise<void> {
    const { customerChangedData } = await import(join(folders.old, 'packages/contracts/dist/events.js'));
    const rows = await mongo.db.collection('outbox').find({}).toArray();
    const refused = rows.filter(({ data }) => !customerChangedData.safeParse(data).success);
    expect(refused).toEqual([]);
  }

  test('no call fails and every document can be read, in both directions', async () => {
    const oldService = await service('old');
    const oldAdapter = await adapter('old', oldService);
    const oldPublisher = await publisher('old');
    await phase([oldAdapter]);
    await expectNoFailure();

    // Both beside each other, each adapter in front of each service.
    const newService = await service('new');
    const newAdapter = await adapter('new', newService);
    const crossed = [await adapter('old', newService), await adapter('new', oldService)];
    const newPublisher = await publisher('new');
    await phase([oldAdapter, newAdapter, ...crossed]);
    await expectNoFailure();
    await expectOldEvents();

    // The new ones alone; then the form is raised, and documents are migrated under load.
    targets = [newAdapter];
    await stop(...crossed, oldAdapter, oldService, oldPublisher);
    await command('--raise');
    await phase([newAdapter], () => command());
    await expectNoFailure();
    const written = await mongo.db.collection('outbox').countDocuments({ schemaVersion: 2 });
    expect(written).toBeGreaterThan(0);
    expect((await migrate(mongo.db)).every(({ isDone }) => isDone)).toBe(true);

    // And back: first the form, then the processes.
    await command('--lower');
    const since = new Date(Date.now() + 2_000);
    await until(async () => Date.now() > since.getTime(), 10);
    const backService = await service('old');
    const backAdapter = await adapter('old', backService);
    await publisher('old');
    await phase([newAdapter, backAdapter]);
    await expectNoFailure();
    await stop(newAdapter, newService, newPublisher);
    await phase([backAdapter]);
    for (const customerNumber of customers) await readAll(customerNumber);
    await expectNoFailure();
    console.log(`${calls} calls on ${customers.length} customers: 0 failed, 0 unreadable`);
  });
});
