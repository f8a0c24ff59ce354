import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type FaultyProxy, faultyProxy } from './faulty-proxy.js';
import { everyRevision, type PublisherWorld, publisherWorld, revisionsByCustomer } from './publisher-world.js';
import { type TestServers, testServers } from './test-servers.js';

/** Building a server takes minutes, in milliseconds. */
const SERVERS_MILLIS = 180_000;

/** The servers of a test file, and the world of the test that runs. */
export interface UsedWorld {
  readonly servers: TestServers | undefined;
  readonly world: PublisherWorld;
  /** Closes the world of this test and makes another one, on another broker. @defaultValue the broker of the file */
  renew(natsUrl?: string): Promise<void>;
}

/**
 * Starts servers for the tests of a file, and gives each test a database and a stream of its own. Without servers the tests are
 * skipped.
 *
 * @param brokerOf - starts the broker of the file. Absent: that of the servers
 */
export function usePublisherWorld(brokerOf = async ({ natsUrl }: TestServers): Promise<string> => natsUrl): UsedWorld {
  let servers: TestServers | undefined;
  let natsUrl = '';
  let world: PublisherWorld | undefined;
  const renew = async (broker = natsUrl) => {
    await world?.close();
    world = await publisherWorld({ mongoUri: servers?.mongoUri ?? '', natsUrl: broker });
  };
  beforeAll(async () => {
    servers = await testServers();
    if (servers !== undefined) natsUrl = await brokerOf(servers);
  }, SERVERS_MILLIS);
  afterAll(() => servers?.stop());
  beforeEach(async ({ skip }) => {
    if (servers === undefined) skip('no MongoDB or no NATS to be had on this machine');
    await renew();
  });
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });
  return {
    renew,
    get servers() {
      return servers;
    },
    get world() {
      if (world === undefined) throw new Error('There is a world during a test only.');
      return world;
    },
  };
}

/** Gives each test a proxy in front of the broker. */
export function useProxyToBroker(used: UsedWorld) {
  let proxy: FaultyProxy | undefined;
  beforeEach(async ({ onTestFinished }) => {
    const { hostname, port } = new URL(used.servers?.natsUrl ?? '');
    const made = await faultyProxy({ host: hostname, port: Number(port) });
    proxy = made;
    // After the world of the test: a publisher stops sooner while it reaches the broker.
    onTestFinished(() => made.close());
  });
  const current = () => {
    if (proxy === undefined) throw new Error('There is a proxy during a test only.');
    return proxy;
  };
  return {
    get faults() {
      return current().faults;
    },
    cut: () => current().cut(),
    /** A publisher that reaches the broker through the proxy. */
    start: () => used.world.start({ nats: { servers: `nats://127.0.0.1:${current().port}` } }),
  };
}

/** Waits until all is published, and expects each customer's revisions once and in order. Resolves to the messages. */
export async function expectAllOnce(world: PublisherWorld, customers: readonly number[], upTo: number) {
  await world.allPublished();
  const received = await world.received();
  expect(revisionsByCustomer(received)).toEqual(everyRevision(customers, upTo));
  expect(new Set(received.map(({ messageId }) => messageId)).size).toBe(received.length);
  return received;
}
