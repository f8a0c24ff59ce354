import { randomUUID } from 'node:crypto';
import type { Webhook } from '@profiles/domain';
import { PartitionLeases } from '@profiles/mongo-store/leases';
import {
  createDeliveryIntake,
  createDeliveryWork,
  createLeaseStore,
  createWorkerWebhooks,
  ensureWebhookIndexes,
  type MongoSettings,
  openMongo,
  WEBHOOK_LEASES,
  WEBHOOK_PARTITIONS,
} from '@profiles/mongo-store/webhooks';
import { backOffMillis, waited } from '@profiles/nats-connection';
import { systemIds } from '@profiles/service-kit';
import { createWebhookSender, type SealingKey, sealedSecrets } from '@profiles/webhooks';
import type { Registry } from 'prom-client';
import type { EventStream } from '../stream/event-stream.js';
import { Dispatcher } from './dispatcher.js';
import { IntakeLoop } from './intake-loop.js';
import { TakenLeases } from './taken-leases.js';
import { WebhookDirectory } from './webhook-directory.js';
import { WebhookHealth } from './webhook-health.js';
import { webhookMetrics } from './webhook-metrics.js';

export interface WebhookWorkerConfig {
  readonly mongo: Omit<MongoSettings, 'appName'>;
  readonly allowPrivate: boolean;
  readonly keys: readonly [SealingKey, ...SealingKey[]];
  /** [HOOK-2] In milliseconds. */
  readonly retryPauses: readonly number[];
  /** [HOOK-3] In milliseconds. */
  readonly pauseAfterMillis: number;
  /** The time to live of a lease without renewal, in milliseconds. @defaultValue 10 000 */
  readonly leaseTtlMillis?: number;
  /** The longest time of an attempt, in milliseconds. @defaultValue 15 000 (contract, section 4) */
  readonly timeoutMillis?: number;
}

interface Surroundings {
  readonly stream: Pick<EventStream, 'session' | 'name'>;
  readonly registry: Registry;
  readonly log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
    error(fields: object, text: string): void;
  };
}

export interface WebhookWorker {
  start(): void;
  close(): Promise<void>;
}

const LEASE_TTL_MILLIS = 10_000;
/** How often the webhooks are read again, in milliseconds. */
const REFRESH_MILLIS = 1_000;
/** The owner of this partition takes the events of the stream in. */
const INTAKE_PARTITION = 0;

/** Sends the events to the webhooks. Workers divide the webhooks among themselves by leases, and take over from each other. */
export function createWebhookWorker(
  config: WebhookWorkerConfig,
  { stream, registry, log }: Surroundings,
): WebhookWorker {
  const mongo = openMongo({ ...config.mongo, appName: 'events-gateway' });
  const work = createDeliveryWork(mongo);
  const webhooks = createWorkerWebhooks(mongo);
  const onFailed = (text: string) => (err: unknown) => log.warn({ err }, text);
  const storeFailed = onFailed('the deliveries of webhooks could not be read or written: trying again');
  const leases = new PartitionLeases({
    store: createLeaseStore(mongo, WEBHOOK_LEASES),
    ...{ owner: randomUUID(), partitions: WEBHOOK_PARTITIONS, ttlMillis: config.leaseTtlMillis ?? LEASE_TTL_MILLIS },
    isAble: () => true,
    drained: () => dispatcher.drained(),
    onTaken: () => void taken.takeOver(),
    onFailed: storeFailed,
  });
  const closing = new AbortController();
  const taken = new TakenLeases({
    ...{ leases, closing: closing.signal, onFailed: storeFailed },
    prepare: async (partitions) => {
      await directory.refresh();
      await work.releasePartitions(partitions);
    },
    onReady: () => dispatcher.wake(),
  });
  const partitions = () => leases.held().map(({ partition }) => partition);
  const directory = new WebhookDirectory({
    ...{ webhooks, secrets: sealedSecrets(config.keys), partitions },
    onVanished: ({ id: webhookId, organisationId }) => work.removeAllOf({ webhookId, organisationId }),
  });
  const metrics = webhookMetrics(registry, {
    leasesHeld: () => partitions().length,
    failing: () => directory.all.filter(({ failingSince }) => failingSince !== undefined).length,
    behind: () => intake.behind,
  });
  const health = new WebhookHealth({
    ...{ webhooks, pauseAfterMillis: config.pauseAfterMillis, ids: systemIds, onFailed: storeFailed },
    onPaused: ({ id: webhookId, organisationId }: Webhook) => {
      metrics.paused(organisationId);
      log.error(
        { webhookId, organisationId },
        'a webhook has failed for days: it is paused until its owner ends the pause',
      );
    },
  });
  const sender = createWebhookSender({
    rules: { allowPrivate: config.allowPrivate },
    ...(config.timeoutMillis !== undefined && { timeoutMillis: config.timeoutMillis }),
  });
  const dispatcher = new Dispatcher({
    ...{ work, leases: taken, directory, health, sender, retryPauses: config.retryPauses },
    observer: {
      attempted: metrics.attempted,
      storeFailed,
      secretFailed: (webhookId, err) => {
        log.error({ err, webhookId }, "a webhook's secret can not be read: check WEBHOOK_SECRET_KEYS");
      },
    },
  });
  const intake = new IntakeLoop({
    ...{ intake: createDeliveryIntake(mongo), streamName: stream.name.name, log },
    session: () => stream.session,
    isMine: () => partitions().includes(INTAKE_PARTITION),
    onTaken: () => dispatcher.wake(),
  });
  const refresh = () => void directory.refresh().catch(storeFailed);
  let timer: NodeJS.Timeout | undefined;
  return {
    start: () => {
      leases.start();
      dispatcher.start();
      intake.start();
      timer = setInterval(refresh, REFRESH_MILLIS);
      void prepare(() => ensureWebhookIndexes(mongo.db), closing.signal, storeFailed);
    },
    /** In this order: no new work, the requests in flight, the leases, the connections. */
    close: async () => {
      closing.abort();
      clearInterval(timer);
      await intake.stop();
      await dispatcher.stop();
      await leases.stop();
      await sender.close();
      await mongo.close();
    },
  };
}

async function prepare(ensure: () => Promise<void>, signal: AbortSignal, onFailed: (error: unknown) => void) {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      return await ensure();
    } catch (error) {
      if (!signal.aborted) onFailed(error);
      await waited(backOffMillis(failures), signal);
    }
  }
}
