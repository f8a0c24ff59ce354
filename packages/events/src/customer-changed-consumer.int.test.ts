import { randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { connect, type NatsConnection, nanos } from '@nats-io/transport-node';
import { type CustomerChangedEvent, cloudEvent } from '@profiles/contracts/events';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConsumerSettings, CustomerChangedConsumer } from './consumer-settings.js';
import { createCustomerChangedConsumer } from './customer-changed-consumer.js';
import { DEAD_LETTER_STREAM } from './dead-letters.js';
import { HandlerTimeoutError, StalePositionError } from './errors.js';
import { natsPositions } from './nats-positions.js';
import { inMemoryPositions, keyValuePositions } from './positions.js';
import type { RetentionWarning } from './retention-watch.js';

const url = process.env['NATS_URL'];
const PATIENCE = { timeout: 15_000, interval: 20 };

describe.skipIf(url === undefined)('a subscriber on a real broker', () => {
  const connections: NatsConnection[] = [];
  const consumers: CustomerChangedConsumer[] = [];
  let name: string;
  let broker: NatsConnection;
  const handled: string[] = [];
  const errors: unknown[] = [];

  beforeEach(async () => {
    name = `subscriber_${randomUUID().slice(0, 8)}`;
    broker = await connected();
    const { streams } = await jetstreamManager(broker);
    await streams.add({ name, subjects: [`${name}.v1.>`] });
    handled.length = 0;
    errors.length = 0;
  });

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop().catch(() => {})));
    const { streams } = await jetstreamManager(broker);
    await streams.delete(name).catch(() => {});
    await Promise.all(connections.splice(0).map((connection) => connection.close()));
  });

  async function connected(): Promise<NatsConnection> {
    const connection = await connect({ servers: url ?? '' });
    connections.push(connection);
    return connection;
  }

  async function subscribe(settings: Partial<ConsumerSettings> = {}): Promise<CustomerChangedConsumer> {
    const consumer = await createCustomerChangedConsumer({
      ...{ connection: broker, durable: name, stream: name, subjectPrefix: `${name}.v1`, ackWaitMillis: 1_000 },
      handle: ({ data }) => {
        handled.push(`${data.customerNumber}/${data.revision}`);
      },
      positions: inMemoryPositions(),
      onError: (error) => errors.push(error),
      ...settings,
    });
    consumers.push(consumer);
    return consumer;
  }

  async function publish(customerNumber: number, revision: number, organisationId = 1): Promise<CustomerChangedEvent> {
    const event = cloudEvent(v7(), new Date().toISOString(), {
      ...{ eventType: 'UPDATE', customerNumber, organisationId, revision, epoch: 1, cause: 'update-profile' },
      ...{ changedFields: ['surname'], correlationId: 'subscriber-test' },
    });
    await jetstream(broker).publish(`${name}.v1.${organisationId}.${customerNumber}`, JSON.stringify(event));
    return event;
  }

  const events = (customers: readonly number[], upTo: number) =>
    customers.flatMap((customer) => Array.from({ length: upTo }, (_, at) => [customer, at + 1] as const));

  test('a handler gets each event once and in order, repeats in the stream left out, with its lag told', async () => {
    for (const [customer, revision] of events([1, 2, 3], 3)) await publish(customer, revision);
    for (const [customer, revision] of events([1], 3)) await publish(customer, revision);
    const consumer = await subscribe();
    await vi.waitFor(async () => expect(await consumer.lag()).toEqual({ events: 0, seconds: 0 }), PATIENCE);
    for (const customer of [1, 2, 3]) {
      expect(handled.filter((one) => one.startsWith(`${customer}/`))).toEqual(
        [1, 2, 3].map((at) => `${customer}/${at}`),
      );
    }
    expect(errors).toEqual([]);
  });

  test('a process that dies in the middle leaves its events to the next, which hands none out twice or too early', async () => {
    const positions = keyValuePositions(await new Kvm(broker).create(`${name}-positions`));
    for (const [customer, revision] of events([1, 2], 4)) await publish(customer, revision);
    const dying = await connected();
    let isStuck = false;
    await subscribe({
      connection: dying,
      positions,
      handle: async ({ data }) => {
        if (data.revision === 3) {
          isStuck = true;
          await new Promise(() => {});
        }
        handled.push(`${data.customerNumber}/${data.revision}`);
      },
    });
    await vi.waitFor(() => expect(isStuck && handled.length === 4).toBe(true), PATIENCE);
    await dying.close();
    consumers.length = 0;
    await subscribe({ positions });
    for (const [customer] of events([1, 2], 1)) await publish(customer, 5);
    await vi.waitFor(() => expect(handled).toHaveLength(10), PATIENCE);
    for (const customer of [1, 2]) {
      const own = handled.filter((one) => one.startsWith(`${customer}/`));
      expect(own).toEqual([1, 2, 3, 4, 5].map((at) => `${customer}/${at}`));
    }
  });

  test('of two processes one works and the other stands by, until it is needed', async () => {
    const positions = inMemoryPositions();
    const counts = [0, 0];
    const member = async (at: number) =>
      subscribe({
        connection: await connected(),
        positions,
        handle: ({ data }) => {
          counts[at] = (counts[at] ?? 0) + 1;
          handled.push(`${data.customerNumber}/${data.revision}`);
        },
      });
    const first = await member(0);
    for (const [customer, revision] of events([1, 2], 2)) await publish(customer, revision);
    await vi.waitFor(() => expect(counts).toEqual([4, 0]), PATIENCE);
    await member(1);
    for (const customer of [1, 2]) await publish(customer, 3);
    await vi.waitFor(() => expect(counts).toEqual([6, 0]), PATIENCE);
    await first.stop();
    for (const customer of [1, 2]) await publish(customer, 4);
    await vi.waitFor(() => expect(counts).toEqual([6, 2]), PATIENCE);
  });

  test('what is cut to an organisation, or to a customer, gets nothing else', async () => {
    await publish(1, 1, 1);
    await publish(2, 1, 2);
    await publish(3, 1, 2);
    await subscribe({ organisationId: 2 });
    await vi.waitFor(() => expect(handled.sort()).toEqual(['2/1', '3/1']), PATIENCE);
    handled.length = 0;
    await subscribe({ durable: `${name}-one`, organisationId: 2, customerNumber: 3 });
    await vi.waitFor(() => expect(handled).toEqual(['3/1']), PATIENCE);
  });

  test('one that begins now gets what comes from now on, whatever revision that is', async () => {
    await publish(1, 1);
    const gaps: unknown[] = [];
    await subscribe({ from: 'now', onGap: (gap) => gaps.push(gap) });
    await publish(1, 2);
    await vi.waitFor(() => expect(handled).toEqual(['1/2']), PATIENCE);
    expect(gaps).toEqual([{ customerNumber: 1, epoch: 1, expected: undefined, found: 2 }]);
  });

  test.each([
    ['no JSON', '1.7', '{'],
    ['no event', '1.7', '{"type":"io.nats.jetstream.api.v1.consumer_info_response"}'],
    ["another customer's event", '1.8', undefined],
  ])('%s is a dead letter at once, and the next event is handled', async (_what, place, text) => {
    const other = JSON.stringify(await publish(6, 1));
    await jetstream(broker).publish(`${name}.v1.${place}`, text ?? other, {});
    await publish(9, 1);
    await subscribe();
    await vi.waitFor(() => expect(handled.sort()).toEqual(['6/1', '9/1']), PATIENCE);
    const { streams } = await jetstreamManager(broker);
    const subject = `customer-changed-dead-letters.v1.${name}.${place}`;
    await vi.waitFor(async () => {
      const letter = await streams.getMessage(DEAD_LETTER_STREAM, { last_by_subj: subject });
      expect(letter?.header.get('Dead-Letter-Reason')).toBe('The message is not an event of the contract.');
      expect(letter?.string()).toBe(text ?? other);
    }, PATIENCE);
  });

  test('an event its handler keeps refusing is a dead letter that tells why', async () => {
    const event = await publish(5, 1);
    await subscribe({
      maxAttempts: 2,
      handle: () => {
        throw new Error('no such account');
      },
    });
    const { streams } = await jetstreamManager(broker);
    await vi.waitFor(async () => {
      const letter = await streams.getMessage(DEAD_LETTER_STREAM, {
        last_by_subj: `customer-changed-dead-letters.v1.${name}.1.5`,
      });
      expect(letter?.header.get('Dead-Letter-Reason')).toBe('Error: no such account');
      expect(letter?.json()).toEqual(event);
    }, PATIENCE);
  });

  test('a consumer that was deleted is made again, and nothing is handled twice', async () => {
    await publish(1, 1);
    await subscribe();
    await vi.waitFor(() => expect(handled).toEqual(['1/1']), PATIENCE);
    const { consumers: known } = await jetstreamManager(broker);
    await known.delete(name, name);
    await publish(1, 2);
    await vi.waitFor(() => expect(handled).toEqual(['1/1', '1/2']), PATIENCE);
  });

  test('a subscriber that is about to miss events is warned before the stream drops them', async () => {
    const kept = `${name}_kept`;
    const { streams } = await jetstreamManager(broker);
    await streams.add({ name: kept, subjects: [`${kept}.v1.>`], max_age: nanos(10_000) });
    const sentAt = Date.now();
    const event = cloudEvent(v7(), new Date().toISOString(), {
      ...{ eventType: 'UPDATE', customerNumber: 1, organisationId: 1, revision: 1, epoch: 1 },
      ...{ cause: 'update-profile', changedFields: [], correlationId: 'retention' },
    });
    await jetstream(broker).publish(`${kept}.v1.1.1`, JSON.stringify(event));
    const warnings: RetentionWarning[] = [];
    await subscribe({
      ...{ durable: kept, stream: kept, subjectPrefix: `${kept}.v1`, stopTimeoutMillis: 100 },
      handle: () => new Promise(() => {}),
      onRetentionWarning: (warning) => warnings.push(warning),
    });
    await vi.waitFor(() => expect(warnings).toHaveLength(1), PATIENCE);
    const [warning] = warnings;
    expect(warning).toMatchObject({ events: 1 });
    expect(Math.abs(Number(warning?.oldestAt) - sentAt)).toBeLessThan(1_000);
    expect(Number(warning?.leavesAt) - Number(warning?.oldestAt)).toBe(10_000);
    expect(Date.now()).toBeLessThan(Number(warning?.leavesAt));
    await streams.delete(kept);
  });

  test('sixteen handlers that hang stop neither the other customers nor the consumer', async () => {
    const customers = Array.from({ length: 20 }, (_, at) => at + 1);
    for (const customer of customers) await publish(customer, 1);
    const consumer = await subscribe({
      ...{ handlerTimeoutMillis: 500, maxAttempts: 100, stopTimeoutMillis: 1_000 },
      handle: ({ data }) => {
        if (data.customerNumber <= 16) return new Promise(() => {});
        handled.push(`${data.customerNumber}/${data.revision}`);
        return undefined;
      },
    });
    await vi.waitFor(() => expect(handled.sort()).toEqual(['17/1', '18/1', '19/1', '20/1']), PATIENCE);
    expect(errors.some((error) => error instanceof HandlerTimeoutError)).toBe(true);
    const startedAt = performance.now();
    await consumer.stop();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('an existing durable of an earlier version gets the timing of this one', async () => {
    const { consumers: known } = await jetstreamManager(broker);
    await known.add(name, { durable_name: name, ack_policy: 'explicit', filter_subject: `${name}.v1.*.*` });
    await publish(1, 1);
    await subscribe();
    await vi.waitFor(() => expect(handled).toEqual(['1/1']), PATIENCE);
    const { config } = await known.info(name, name);
    expect(config).toMatchObject({ ack_wait: nanos(1_000), priority_policy: 'pinned_client' });
  });

  test('positions in the shared bucket survive, are compared before they are written, and read what was stored before', async () => {
    const positions = await natsPositions({ connection: broker, durable: name });
    expect(await positions.get(1)).toBeUndefined();
    await positions.set(1, { epoch: 1, revision: 1 }, undefined);
    const other = await natsPositions({ connection: await connected(), durable: name });
    await other.set(1, { epoch: 1, revision: 2 }, await other.get(1));
    const stale = positions.set(1, { epoch: 1, revision: 2 }, { epoch: 1, revision: 1 });
    await expect(stale).rejects.toThrow(StalePositionError);
    expect(await positions.get(1)).toEqual({ epoch: 1, revision: 2 });
    const bucket = await new Kvm(broker).create(`${name}-positions`);
    await bucket.put('7', '41');
    const kept = keyValuePositions(bucket);
    expect(await kept.get(7)).toEqual({ epoch: 1, revision: 41 });
    await kept.set(7, { epoch: 2, revision: 3 }, { epoch: 1, revision: 41 });
    expect(await keyValuePositions(bucket).get(7)).toEqual({ epoch: 2, revision: 3 });
    await bucket.destroy();
  });

  test('without the stream it says so at the start', async () => {
    await expect(subscribe({ stream: 'NO_SUCH_STREAM' })).rejects.toThrow('stream not found');
  });
});
