import { setTimeout } from 'node:timers/promises';
import { openMongo } from '@profiles/mongo-store';
import {
  counterOf,
  createHttpServer,
  gaugeOf,
  listen,
  METRICS,
  type MongoEnvironment,
  newMetrics,
  poolMetrics,
  type RunningApp,
  watchedFile,
} from '@profiles/service-kit';
import { purgeOnce } from './purge-once.js';

export interface RetentionConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Time between becoming unready and closing, in milliseconds. @defaultValue 0 */
  readonly drainMillis?: number | undefined;
  readonly mongo: MongoEnvironment;
  /** Expired profiles read at a time; each is removed in its own transaction. */
  readonly batchSize: number;
  /** Pause between two runs, in milliseconds. Absent: one run. */
  readonly everyMillis: number | undefined;
  /** The revision of the build, for `build_info`. @defaultValue `unknown` */
  readonly revision?: string | undefined;
}

/**
 * Purges at regular intervals. A run that fails is logged, and the next run continues where it ended.
 *
 * @throws {@link ListenError} when the address is not available; no run has started then.
 */
export async function startRetention(config: RetentionConfig & { readonly everyMillis: number }): Promise<RunningApp> {
  const metrics = newMetrics('retention', config.revision);
  const pool = poolMetrics(metrics);
  const openObserved = (settings: MongoEnvironment) => {
    const opened = openMongo({ ...settings, appName: 'retention' });
    pool.observe(opened.client);
    return opened;
  };
  let mongo = openObserved(config.mongo);
  let lastFailed = false;
  const { server } = createHttpServer({
    name: 'retention',
    metrics,
    logLevel: config.logLevel,
    readiness: {
      mongodb: () => mongo.ping(),
      purge: () => {
        if (lastFailed) throw new Error('The last run failed.');
      },
    },
  });
  const purged = counterOf(metrics, METRICS.purgedProfiles);
  const finished = gaugeOf(metrics, METRICS.purgeFinished);

  const closing = new AbortController();
  const { signal } = closing;
  const { reload } = config.mongo;
  let secretsChanged = false;
  const stops = (reload?.files ?? []).map((path) =>
    watchedFile(path, () => {
      secretsChanged = true;
    }),
  );
  /** The driver reads credentials and certificates once per client: changed ones need a new client. */
  async function reloadSecrets(): Promise<void> {
    if (!secretsChanged || reload === undefined) return;
    const previous = mongo;
    mongo = openObserved(reload.reread());
    secretsChanged = false;
    await previous.close();
    server.log.info('the credentials of the database were reloaded');
  }
  async function purgeRepeatedly(): Promise<void> {
    while (!signal.aborted) {
      try {
        await reloadSecrets();
        const progress = await purgeOnce(mongo, { batchSize: config.batchSize, signal });
        purged.inc(progress.purged);
        finished.setToCurrentTime();
        lastFailed = false;
        if (progress.purged + progress.skipped > 0) server.log.info(progress, 'purged');
      } catch (err) {
        lastFailed = true;
        if (!signal.aborted) server.log.error({ err }, 'the purge failed; it is repeated after the pause');
      }
      await setTimeout(config.everyMillis, undefined, { signal }).catch(() => undefined);
    }
  }

  let running: Promise<void> | undefined;
  const release = async () => {
    for (const stop of stops) stop();
    closing.abort();
    await running;
    await mongo.close();
  };
  const { host, port, drainMillis } = config;
  const app = await listen(server, { host, port, drainMillis, release });
  // Only now: a process without its port must not work unobserved beside the one that has it.
  running = purgeRepeatedly();
  return app;
}
