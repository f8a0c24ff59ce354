import { jetstreamManager } from '@nats-io/jetstream';
import {
  type ConsumerSettings,
  type CustomerChangedConsumer,
  type CustomerChangedEvent,
  createCustomerChangedConsumer,
  DEAD_LETTER_STREAM,
  natsPositions,
} from '@profiles/events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HAS_NATS, type SecuredNats, startSecuredNats, type User } from './secured-nats.js';

const TIMEOUT = { timeout: 60_000, interval: 20 };
const OF_CRM = 1_000_001;
const OF_OTHER = 1_000_002;

describe.skipIf(!HAS_NATS)('the consumer of @profiles/events with the permissions of deploy/nats', () => {
  let nats: SecuredNats;
  const consumers: CustomerChangedConsumer[] = [];
  const errors: unknown[] = [];

  beforeAll(async () => {
    nats = await startSecuredNats();
    for (const revision of [1, 2, 3]) {
      await nats.publish(1, OF_CRM, revision);
      await nats.publish(2, OF_OTHER, revision);
    }
  }, TIMEOUT.timeout);

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
    errors.length = 0;
  });

  afterAll(() => nats?.stop());

  /** A subscriber as the README shows it. */
  async function subscribe(durable: User, settings: Partial<ConsumerSettings> = {}) {
    const connection = await nats.as(durable);
    const events: CustomerChangedEvent[] = [];
    const consumer = await createCustomerChangedConsumer({
      ...{ connection, durable, organisationId: Number(durable.split('-')[1]) },
      positions: await natsPositions({ connection, durable }),
      handle: (event) => void events.push(event),
      onError: (error) => errors.push(error),
      ...settings,
    });
    consumers.push(consumer);
    return { consumer, events, revisions: () => events.map(({ data }) => data.revision) };
  }

  test('two subscribers of one organisation get all its events each, and another organisation its own', async () => {
    const crm = await subscribe('organisation-1-crm');
    const billing = await subscribe('organisation-1-billing');
    const other = await subscribe('organisation-2-crm');
    for (const { revisions } of [crm, billing, other]) await expect.poll(revisions, TIMEOUT).toEqual([1, 2, 3]);
    expect(other.events.every(({ data }) => data.organisationId === 2)).toBe(true);
    await expect.poll(() => crm.consumer.lag(), TIMEOUT).toEqual({ events: 0, seconds: 0 });
    expect(errors).toEqual([]);
  });

  test('after a clean stop the next process goes on at once, without a repeat', async () => {
    const first = await subscribe('organisation-1-crm');
    const second = await subscribe('organisation-1-crm');
    await nats.publish(1, OF_CRM, 4);
    await expect.poll(first.revisions, TIMEOUT).toEqual([4]);
    await first.consumer.stop();
    const stoppedAt = performance.now();
    await nats.publish(1, OF_CRM, 5);
    await expect.poll(second.revisions, TIMEOUT).toEqual([5]);
    // The pin would otherwise last for another four seconds.
    expect(performance.now() - stoppedAt).toBeLessThan(2_000);
    expect(errors).toEqual([]);
  });

  test('an event that waits has an age, also for a process that stands by', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await subscribe('organisation-1-billing', { handle: () => released });
    const standby = await subscribe('organisation-1-billing');
    await expect.poll(() => standby.consumer.lag(), TIMEOUT).toMatchObject({ events: 2 });
    const { seconds } = await standby.consumer.lag();
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(60);
    release();
    await expect.poll(() => standby.consumer.lag(), TIMEOUT).toEqual({ events: 0, seconds: 0 });
    expect(errors).toEqual([]);
  });

  test('what the handler keeps refusing is kept as a dead letter, which the operator reads', async () => {
    await nats.publish(1, 1_000_009, 1);
    const refuse = () => {
      throw new Error('no such account');
    };
    await subscribe('organisation-1-crm', { handle: refuse, maxAttempts: 1 });
    const { streams } = await jetstreamManager(await nats.as('operator'), { checkAPI: false });
    const last_by_subj = 'customer-changed-dead-letters.v1.organisation-1-crm.1.1000009';
    await expect
      .poll(async () => (await streams.getMessage(DEAD_LETTER_STREAM, { last_by_subj }))?.json(), TIMEOUT)
      .toMatchObject({ data: { customerNumber: 1_000_009, revision: 1 } });
  });

  test('the events of another subscriber are refused, and the caller learns it', async () => {
    const connection = await nats.as('organisation-1-crm');
    for (const durable of ['organisation-2-crm', 'organisation-1-billing']) {
      const refused = createCustomerChangedConsumer({
        ...{ connection, durable, organisationId: 1, handle: () => {} },
        positions: await natsPositions({ connection, durable: 'organisation-1-crm' }),
      });
      await expect(refused).rejects.toThrow(/permission/i);
      await expect(natsPositions({ connection, durable })).rejects.toThrow(/permission/i);
    }
  });

  test('a missing bucket of positions is reported as what it is', async () => {
    const manager = await jetstreamManager(await nats.as('publisher'), { checkAPI: false });
    expect(await manager.streams.info('KV_customer-changed-positions')).toBeTruthy();
    const bare = await startSecuredNats({ withSubscriberStreams: false });
    try {
      const missing = natsPositions({ connection: await bare.as('organisation-1-crm'), durable: 'organisation-1-crm' });
      await expect(missing).rejects.toThrow(/bucket customer-changed-positions does not exist/);
    } finally {
      await bare.stop();
    }
  });
});
