import { randomUUID } from 'node:crypto';
import { EVENT_STREAM, EVENT_SUBJECT_PREFIX } from '@profiles/contracts';
import { PartitionLeases } from '@profiles/mongo-store/leases';
import {
  createLeaseStore,
  createOutboxArchive,
  createOutboxReader,
  createParkedEvents,
  createReplayRecords,
  createStreamRecords,
  ensureOutboxIndexes,
  keepPublishedFor,
  type MongoConnection,
  type MongoSettings,
  openMongo,
  PARTITIONS,
  watchOutbox,
} from '@profiles/mongo-store/outbox';
import type { NatsSettings } from '@profiles/nats-connection';
import { backOffMillis, waited } from '@profiles/nats-connection';
import {
  createHttpServer,
  createTokenVerifier,
  type EdgeSettings,
  listen,
  newMetrics,
  poolMetrics,
  type RunningApp,
  type TokenSettings,
} from '@profiles/service-kit';
import { addAdminRoutes } from './admin-routes.js';
import { BacklogSampler } from './backlog-sampler.js';
import { ConsumerLagSampler } from './consumer-lag-sampler.js';
import { JetStreamPublisher } from './jetstream-publisher.js';
import { publisherMetrics } from './publisher-metrics.js';
import { Relay } from './relay.js';
import { replayPublisher } from './replay/replay-publisher.js';
import { ReplayWorker } from './replay/replay-worker.js';
import type { StreamSettings } from './stream.js';
import { StreamMonitor } from './stream-monitor.js';

export interface PublisherConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Time between becoming unready and closing, in milliseconds. @defaultValue 0 */
  readonly drainMillis?: number | undefined;
  readonly mongo: Omit<MongoSettings, 'appName'>;
  readonly nats: NatsSettings;
  /** The check of administrators' tokens. Absent: replays are started from the command line only. */
  readonly tokens?: TokenSettings | undefined;
  /** TLS and limits of the HTTP server. Absent: plain HTTP. */
  readonly edge?: EdgeSettings | undefined;
  /** For tests. @defaultValue the stream of the contract, section 6 */
  readonly stream?: StreamSettings;
  /** The time to live of a lease without renewal, in milliseconds. @defaultValue 10 000 */
  readonly leaseTtlMillis?: number;
  readonly backlogAlarmSeconds: number;
  /** The revision of the build, for `build_info`. @defaultValue `unknown` */
  readonly revision?: string | undefined;
  /** The number of days for which published events can be replayed. @defaultValue 30 (contract, section 6) */
  readonly outboxKeptDays?: number;
}

const STREAM: StreamSettings = { name: EVENT_STREAM, subjectPrefix: EVENT_SUBJECT_PREFIX };
const LEASE_TTL_MILLIS = 10_000;
const OUTBOX_KEPT_DAYS = 30;
const POLL_MILLIS = 100;
/** The poll interval while the change stream sends wake-up signals. */
const WATCHED_POLL_MILLIS = 1_000;

/**
 * Starts a publisher. Neither the database nor the broker needs to be there yet: readiness names what is missing.
 *
 * @throws {@link ListenError} when the port is taken. No lease was taken then and all connections are closed.
 */
export async function startPublisher(config: PublisherConfig): Promise<RunningApp> {
  const publisher = composePublisher(config);
  const { host, port, drainMillis } = config;
  const app = await listen(publisher.server, { host, port, drainMillis, release: publisher.close });
  // The port comes first: a publisher without its port would hold leases unobserved.
  publisher.start();
  return app;
}

function composePublisher(config: PublisherConfig) {
  const mongo = openMongo({ ...config.mongo, appName: 'nats-publisher' });
  const registry = newMetrics('nats-publisher', config.revision);
  poolMetrics(registry).observe(mongo.client);
  const outbox = createOutboxReader(mongo);
  const { server } = createHttpServer({
    name: 'nats-publisher',
    metrics: registry,
    logLevel: config.logLevel,
    ...(config.edge !== undefined && { edge: config.edge }),
    readiness: {
      mongodb: () => mongo.ping(),
      broker: () => broker.checkConnection(),
      stream: async () => {
        await broker.checkStream();
        monitor.check();
      },
      backlog: () => sampler.check(),
      leases: () => leases.check(),
    },
  });
  const log = server.log;
  const metrics = publisherMetrics(registry, {
    leasesHeld: () => leases.held().length,
    streamAlarms: () => monitor.alarms,
    consumerLags: () => lags.lags,
  });
  const onFailed = (what: string) => (err: unknown) => log.warn({ err }, what);

  const ttlMillis = config.leaseTtlMillis ?? LEASE_TTL_MILLIS;
  const ability = abilityWithin(ttlMillis);
  const broker = new JetStreamPublisher({
    nats: config.nats,
    stream: config.stream ?? STREAM,
    log,
    observer: {
      found: (found) => monitor.found(found),
      failed: (error) => monitor.failed(error),
    },
    now: () => leases.now(),
    onChange: () => {
      ability.is(broker.isReady);
      leases.rebalance();
      if (broker.isReady) relay.resume();
    },
  });
  const monitor = new StreamMonitor({
    stream: (config.stream ?? STREAM).name,
    records: createStreamRecords(mongo),
    log,
    look: () => broker.checkStream(),
  });
  const leases = new PartitionLeases({
    store: createLeaseStore(mongo),
    owner: randomUUID(),
    partitions: PARTITIONS,
    ttlMillis,
    isAble: ability.lasts,
    drained: (lease) => relay.drained(lease),
    onTaken: () => relay.wake(),
    onFailed: onFailed('the leases could not be read or written'),
  });
  const watch = watchOutbox(mongo, () => relay.wake());
  const relay = new Relay({
    outbox,
    publisher: broker,
    leases,
    idleMillis: () => (watch.isActive() ? WATCHED_POLL_MILLIS : POLL_MILLIS),
    observer: {
      published: metrics.published,
      publishFailed: ({ id }, err) => {
        metrics.publishFailed();
        log.debug({ err, eventId: id }, 'an event could not be published and is tried again');
      },
      batchRefused: (err) => {
        metrics.batchRefused();
        log.debug({ err }, 'a batch was refused: its events are published one by one');
      },
      park: ({ id, revision, customerNumber }, reason) => {
        metrics.park();
        log.error({ eventId: id, revision, customerNumber, reason }, 'an event can never be published: it is parked');
      },
      outboxFailed: onFailed('the outbox could not be read or written'),
    },
  });
  const sampler = new BacklogSampler({
    read: outbox.backlog,
    onSample: metrics.backlog,
    onFailed: onFailed('the backlog could not be read'),
    alarmSeconds: config.backlogAlarmSeconds,
  });
  const lags = new ConsumerLagSampler({
    read: () => broker.consumerLags(),
    onFailed: onFailed('the lag of the consumers could not be read: allow $JS.API.CONSUMER.LIST of the stream'),
  });
  const closing = new AbortController();
  const replays = createReplayRecords(mongo);
  const archive = createOutboxArchive(mongo);
  const worker = new ReplayWorker({
    ...{ records: replays, archive, log, owner: randomUUID() },
    publisherFor: (record) => replayPublisher(record, { nats: config.nats, log }),
  });
  if (config.tokens !== undefined) {
    const verify = createTokenVerifier(config.tokens);
    addAdminRoutes(server, { verify, replays, archive, parked: createParkedEvents(mongo) });
  }

  return {
    server,
    start: () => {
      broker.start();
      monitor.start();
      leases.start();
      relay.start();
      sampler.start();
      lags.start();
      worker.start();
      void prepare(mongo, {
        keptDays: config.outboxKeptDays ?? OUTBOX_KEPT_DAYS,
        signal: closing.signal,
        onFailed: onFailed('the indexes could not be created'),
      });
    },
    /** In this order: no new work, the work in flight, the leases, the connections. */
    close: async () => {
      closing.abort();
      sampler.stop();
      lags.stop();
      monitor.stop();
      await worker.stop();
      await watch.close();
      await relay.stop();
      await leases.stop();
      await broker.close();
      await mongo.close();
    },
  };
}

/** Stays able for a grace period: a restart of the broker is no reason to release all leases. */
function abilityWithin(graceMillis: number) {
  let able = false;
  let since = performance.now();
  return {
    is: (now: boolean) => {
      if (able !== now) since = performance.now();
      able = now;
    },
    lasts: () => able || performance.now() - since < graceMillis,
  };
}

interface Preparation {
  readonly keptDays: number;
  readonly signal: AbortSignal;
  readonly onFailed: (error: unknown) => void;
}

async function prepare(mongo: MongoConnection, { keptDays, signal, onFailed }: Preparation): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await ensureOutboxIndexes(mongo.db);
      return await keepPublishedFor(mongo, keptDays);
    } catch (error) {
      if (!signal.aborted) onFailed(error);
      await waited(backOffMillis(failures), signal);
    }
  }
}
