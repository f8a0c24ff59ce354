import { randomUUID } from 'node:crypto';
import { createProfilesClient, ProfilesError } from '@profiles/client';
import {
  type CustomerChangedConsumer,
  createCustomerChangedConsumer,
  natsPositions,
  prepareSubscription,
} from '@profiles/events';
import { startPublisher } from '@profiles/nats-publisher';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAS_NATS, passwordOf, type SecuredNats, startSecuredNats } from './secured-nats.js';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const TIMEOUT = { timeout: 90_000, interval: 50 };
const DURABLE = 'organisation-1-crm';
const organisationId = 1;
const CUSTOMERS = 20;
const WRITES = 60;

describe.skipIf(!HAS_NATS || MONGODB_URI === undefined)('a new subscriber: snapshot, then follow', () => {
  let nats: SecuredNats;
  let stack: Stack;
  let publisher: Awaited<ReturnType<typeof startPublisher>>;
  let consumer: CustomerChangedConsumer | undefined;

  beforeAll(async () => {
    const database = `snapshot_${randomUUID().slice(0, 8)}`;
    [nats, stack] = await Promise.all([startSecuredNats(), startStack({ database })]);
    publisher = await startPublisher({
      ...{ host: '127.0.0.1', port: 0, logLevel: 'error', backlogAlarmSeconds: 60 },
      mongo: { uri: MONGODB_URI ?? '', database },
      nats: { servers: nats.uri, user: 'publisher', password: passwordOf('publisher') },
    });
  }, TIMEOUT.timeout);

  afterAll(async () => {
    await consumer?.stop();
    await publisher?.close();
    await stack?.close();
    await nats?.stop();
  });

  // docs/events.md: create the durable, copy all customers, then start the consumer.
  test('has every customer as it is in the end, however the writes fall between its steps', TIMEOUT, async () => {
    const token = await stack.token({ organisationId, permissions: ALL });
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-crm' });
    const numbers: number[] = [];
    const create = async () => {
      const actor = { createdBy: 'test', createdByChannel: 'test' };
      const created = await api.profiles.create({ organisationId, firstName: 'Kari', surname: 'A', ...actor });
      numbers.push(created.customerNumber);
    };
    for (let made = 0; made < CUSTOMERS; made += 1) await create();

    // Writes go on during all three steps: changes of customers old and new, and an erasure.
    const writing = (async () => {
      for (let write = 0; write < WRITES; write += 1) {
        if (write % 10 === 0) await create();
        const customerNumber = numbers[(write * 7) % numbers.length] ?? 0;
        const actor = { changedBy: 'test', changedByChannel: 'test' };
        await api.profiles.update({ customerNumber, firstName: 'Kari', surname: `Name ${write}`, ...actor });
      }
    })();

    const copy = new Map<number, string>();
    const connection = await nats.as(DURABLE);
    await prepareSubscription({ connection, durable: DURABLE, organisationId, from: 'now' });
    for (const { customerNumber, surname } of await api.profiles.getMany({ customerNumbers: numbers.slice() }))
      copy.set(customerNumber, surname);
    expect(copy.size).toBeGreaterThanOrEqual(CUSTOMERS);
    const errors: unknown[] = [];
    consumer = await createCustomerChangedConsumer({
      ...{ connection, durable: DURABLE, organisationId },
      positions: await natsPositions({ connection, durable: DURABLE }),
      onError: (error) => errors.push(error),
      handle: async ({ data: { customerNumber } }) => {
        const found = await api.profiles.get({ customerNumber }).catch((error) => {
          if (error instanceof ProfilesError && error.code === 617) return undefined;
          throw error;
        });
        if (found === undefined) copy.delete(customerNumber);
        else copy.set(customerNumber, found.surname);
      },
    });
    await writing;
    const [erased = 0] = numbers;
    await api.profiles.erase({ customerNumber: erased });

    const truth = new Map<number, string>();
    for (const { customerNumber, surname } of await api.profiles.getMany({ customerNumbers: numbers }))
      truth.set(customerNumber, surname);
    expect(truth.size).toBe(numbers.length - 1);
    const sorted = (map: Map<number, string>) => [...map].sort(([one], [other]) => one - other);
    await expect.poll(() => sorted(copy), TIMEOUT).toEqual(sorted(truth));
    expect(errors).toEqual([]);
  });
});

const ALL = ['les', 'opprett', 'endre', 'slett', 'admin'].map((name) => `customers-profile:${name}`);
