import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type CustomerChangedEvent, cloudEvent } from '@profiles/contracts';
import { findPython, withPackages } from '@profiles/devstack';
import { ensureSubscriberStreams } from '@profiles/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passwordOf, startSecuredNats } from './secured-nats.js';

const EXAMPLE = fileURLToPath(new URL('../../../examples/event-consumer-python/', import.meta.url));
const NATS_URL = process.env['NATS_URL'];
const NAME = `python_${randomUUID().slice(0, 8)}`;
const PREFIX = `${NAME}.v1`;
const CUSTOMERS = [1_000_001, 1_000_002, 1_000_003];
const REVISIONS = 40;
const KILLED_AFTER = 50;
const WITH_REPEAT = 1_000_004;
const WITH_GAP = 1_000_005;
const RESTORED = 1_000_006;
const MANY = Array.from({ length: 20 }, (_, at) => 1_000_101 + at);
const TIMEOUT = { timeout: 120_000 };

type Means = { python: string; env: Record<string, string | undefined> };
let means: Means | undefined;
let why = 'there is no NATS server';
let folder: string;
let connection: NatsConnection;

beforeAll(async () => {
  if (NATS_URL === undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'python-consumer-'));
  connection = await connect({ servers: NATS_URL });
  means = await pythonMeans().catch((error: Error) => {
    why = error.message;
    return undefined;
  });
  // As for the fuzz: what is missing on a machine is passed over, but never under CI.
  if (means === undefined && process.env['CI'] === 'true') throw new Error(why);
}, TIMEOUT.timeout);

afterAll(async () => {
  if (connection === undefined) return;
  await (await jetstreamManager(connection)).streams.delete(NAME).catch(() => {});
  await connection.close();
  await rm(folder, { recursive: true, force: true });
});

async function pythonMeans(): Promise<Means> {
  const found = await findPython(process.env);
  if (found.why !== undefined) throw new Error(found.why);
  const packages = { name: 'nats-py', requirements: join(EXAMPLE, 'requirements.txt') };
  return { python: found.python, env: await withPackages(found, packages, { env: process.env, log: console.log }) };
}

test(
  'a consumer in Python that is killed hands out every event once, in order per customer',
  TIMEOUT,
  async ({ skip }) => {
    if (means === undefined) return skip(why);
    await publishEvents();

    const first = startConsumer(means);
    const killed = await first.killedAfter(KILLED_AFTER);
    const second = startConsumer(means);
    expect(await second.ended).toBe(0);

    expect(killed.length).toBeGreaterThanOrEqual(KILLED_AFTER);
    // The kill may fall between the line and the commit of its position: then, and only then, that one line comes twice.
    const last = killed.at(-1);
    const rest = second.events.filter(({ id }) => id !== last?.id);
    expect(revisionsByCustomer([...killed, ...rest])).toEqual({
      ...Object.fromEntries(CUSTOMERS.map((customer) => [customer, upTo(REVISIONS)])),
      [WITH_REPEAT]: [1, 2, 3],
      [WITH_GAP]: [1, 2, 5],
      // A restore of the database: in the second epoch revision 2 comes again, and it is another change.
      [RESTORED]: [1, 2, 3, 2, 3],
    });
    const notes = [...first.notes, ...second.notes];
    expect(notes).toContainEqual(`repeat of customer ${WITH_REPEAT}: (1, 2) after (1, 2), left out`);
    expect(notes).toContainEqual(`gap of customer ${WITH_GAP}: (1, 5) after (1, 2)`);
    expect(notes).toContainEqual(`not an event, parked: ${PREFIX}.1.7`);

    const third = startConsumer(means);
    expect(await third.ended).toBe(0);
    expect(third.events).toEqual([]);
  },
);

test('it handles many customers at once, with the permissions of deploy/nats', TIMEOUT, async ({ skip }) => {
  if (means === undefined) return skip(why);
  const nats = await startSecuredNats();
  try {
    for (const revision of [1, 2, 3]) for (const customer of MANY) await nats.publish(1, customer, revision);
    const database = join(folder, 'many.sqlite');
    // One after the other the handlers would take 18 seconds.
    const args = ['--server', nats.uri, '--database', database, '--work-seconds', '0.3'];
    const consumer = startExample(means, args, passwordOf('organisation-1-billing'));
    await expect.poll(() => consumer.events.length, { ...TIMEOUT, interval: 20 }).toBeGreaterThan(0);
    const startedAt = performance.now();
    await expect.poll(() => consumer.events.length, { ...TIMEOUT, interval: 20 }).toBe(MANY.length * 3);
    expect(performance.now() - startedAt).toBeLessThan(9_000);
    expect(await consumer.ended, consumer.notes.join('\n')).toBe(0);
    expect(revisionsByCustomer(consumer.events)).toEqual(
      Object.fromEntries(MANY.map((customer) => [customer, [1, 2, 3]])),
    );
  } finally {
    await nats.stop();
  }
});

/** The customers in turn, then a repeat, a gap, a message that is no event, a new epoch, and another organisation's. */
async function publishEvents(): Promise<void> {
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: NAME, subjects: [`${PREFIX}.>`] });
  await ensureSubscriberStreams(manager);
  const client = jetstream(connection);
  const publish = (customerNumber: number, revision: number, { organisationId = 1, epoch = 1 } = {}) => {
    const event = cloudEvent(randomUUID(), new Date().toISOString(), {
      eventType: revision === 1 ? 'CREATE' : 'UPDATE',
      ...{ customerNumber, organisationId, revision, epoch },
      ...{ cause: 'update-profile', changedFields: ['surname'], correlationId: 'python' },
    });
    return client.publish(`${PREFIX}.${organisationId}.${customerNumber}`, JSON.stringify(event), { msgID: event.id });
  };
  for (const revision of upTo(REVISIONS)) for (const customer of CUSTOMERS) await publish(customer, revision);
  for (const revision of [1, 2, 2, 3]) await publish(WITH_REPEAT, revision);
  for (const revision of [1, 2, 5]) await publish(WITH_GAP, revision);
  await client.publish(`${PREFIX}.1.7`, 'no event');
  for (const revision of [1, 2, 3]) await publish(RESTORED, revision);
  for (const revision of [2, 3]) await publish(RESTORED, revision, { epoch: 2 });
  await publish(2_000_001, 1, { organisationId: 2 });
}

/** The example on the stream of this test, with the same durable and file of positions each time. */
function startConsumer(means: Means) {
  const own = ['--stream', NAME, '--subject-prefix', PREFIX, '--ack-wait', '1', '--durable', NAME];
  return startExample(means, [...own, '--server', NATS_URL ?? '', '--database', join(folder, 'positions.sqlite')]);
}

function startExample({ python, env }: Means, args: readonly string[], password = '') {
  const child = spawn(python, [join(EXAMPLE, 'consumer.py'), '--organisation', '1', '--until-idle', '3', ...args], {
    env: { ...env, NATS_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const events: CustomerChangedEvent[] = [];
  const notes: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => notes.push(line));
  const lines = createInterface({ input: child.stdout }).on('line', (line) => events.push(JSON.parse(line)));
  const ended = endOf(child);
  return {
    events,
    notes,
    ended,
    /** Kills it as soon as that many events were handed out; returns all that were. */
    async killedAfter(count: number) {
      lines.on('line', () => events.length === count && child.kill('SIGKILL'));
      expect(await ended, notes.join('\n')).toBe('SIGKILL');
      return events;
    },
  };
}

/** Its exit code or signal, when all it wrote has arrived. */
async function endOf(child: ChildProcess): Promise<number | string | null> {
  const [code, signal] = await once(child, 'close');
  return signal ?? code;
}

function revisionsByCustomer(events: readonly CustomerChangedEvent[]): Record<number, number[]> {
  const revisions: Record<number, number[]> = {};
  for (const { data } of events) {
    revisions[data.customerNumber] = [...(revisions[data.customerNumber] ?? []), data.revision];
  }
  return revisions;
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, at) => at + 1);
}
