import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type CustomerChangedEvent, cloudEvent } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const EXAMPLE = fileURLToPath(new URL('../../../examples/event-consumer/dist/main.js', import.meta.url));
const NATS_URL = process.env['NATS_URL'];
const NAME = `example_${randomUUID().slice(0, 8)}`;
const PREFIX = `${NAME}.v1`;
const CUSTOMERS = [1_000_001, 1_000_002, 1_000_003];
const REVISIONS = 100;
const TOTAL = CUSTOMERS.length * REVISIONS;
const KILLED_AFTER = 120;
const TIMEOUT = { timeout: 120_000 };

describe.skipIf(NATS_URL === undefined)('the example subscriber in TypeScript', () => {
  let connection: NatsConnection;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    connection = await connect({ servers: NATS_URL ?? '' });
    await makeStream(connection);
    await publishEvents(connection, upTo(REVISIONS / 2));
  });

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    const { streams } = await jetstreamManager(connection);
    await Promise.allSettled([NAME, `KV_${NAME}-positions`].map((stream) => streams.delete(stream)));
    await connection.close();
  });

  test('is killed, started again, and hands out every event once, in order per customer', TIMEOUT, async () => {
    const first = startConsumer(children);
    await expect.poll(() => first.events.length, TIMEOUT).toBeGreaterThanOrEqual(KILLED_AFTER);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    expect(first.events.length).toBeLessThan(TOTAL);
    await publishEvents(connection, upTo(REVISIONS).slice(REVISIONS / 2));

    const second = startConsumer(children);
    const handedOut = () => withoutLineOfTheKill(first.events, second.events);
    await expect.poll(() => handedOut().length, { ...TIMEOUT, interval: 200 }).toBe(TOTAL);
    expect(revisionsByCustomer(handedOut())).toEqual(
      Object.fromEntries(CUSTOMERS.map((customer) => [customer, upTo(REVISIONS)])),
    );

    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect([...first.notes, ...second.notes].filter((note) => !note.startsWith('lag'))).toEqual([]);
  });
});

/** A kill between a line and the note of its revision repeats, of each customer, the last line and no other. */
function withoutLineOfTheKill(before: readonly CustomerChangedEvent[], after: readonly CustomerChangedEvent[]) {
  const last = new Map(before.map(({ id, data }) => [data.customerNumber, id]));
  const firsts = new Map([...after].reverse().map((event) => [event.data.customerNumber, event]));
  const repeated = [...firsts.values()].filter(({ id, data }) => last.get(data.customerNumber) === id);
  return [...before, ...after.filter((event) => !repeated.includes(event))];
}

async function makeStream(connection: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: NAME, subjects: [`${PREFIX}.>`] });
}

async function publishEvents(connection: NatsConnection, revisions: readonly number[]): Promise<void> {
  for (const revision of revisions) {
    for (const customerNumber of CUSTOMERS) {
      const event = cloudEvent(randomUUID(), new Date().toISOString(), {
        eventType: revision === 1 ? 'CREATE' : 'UPDATE',
        ...{ customerNumber, organisationId: 1, revision, epoch: 1 },
        ...{ cause: 'update-profile', changedFields: ['surname'], correlationId: 'example' },
      });
      const subject = `${PREFIX}.1.${customerNumber}`;
      await jetstream(connection).publish(subject, JSON.stringify(event), { msgID: event.id });
    }
  }
}

/** The example as it is built, on the same durable each time. */
function startConsumer(children: ChildProcess[]) {
  const own = { DURABLE: NAME, EVENT_STREAM: NAME, EVENT_SUBJECT_PREFIX: PREFIX, ORGANISATION_ID: '1' };
  const child = spawn(process.execPath, [EXAMPLE], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const events: CustomerChangedEvent[] = [];
  const notes: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => events.push(JSON.parse(line)));
  createInterface({ input: child.stderr }).on('line', (line) => notes.push(line));
  const ended = once(child, 'close').then(([code, signal]) => signal ?? code);
  return { child, events, notes, ended };
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
