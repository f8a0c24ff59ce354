import { setTimeout } from 'node:timers/promises';
import { type MongoSettings, openMongo } from '@profiles/mongo-store';
import { createHttpServer, listen, type RunningApp } from '@profiles/service-kit';
import { Counter, Gauge } from 'prom-client';
import { purgeOnce } from './purge-once.js';

export interface RetentionConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly mongo: Omit<MongoSettings, 'appName'>;
  /** How many profiles are looked up at once; each person goes in a transaction of its own. */
  readonly batchSize: number;
  /** How long to wait between two runs, in milliseconds. Absent: one run. */
  readonly everyMillis: number | undefined;
}

/** Purges again and again. A run that fails is told of, and the next one starts where it ended. */
export async function startRetention(config: RetentionConfig & { readonly everyMillis: number }): Promise<RunningApp> {
  const mongo = openMongo({ ...config.mongo, appName: 'retention' });
  let lastFailed = false;
  const { server, metrics } = createHttpServer({
    name: 'retention',
    logLevel: config.logLevel,
    readiness: {
      mongodb: () => mongo.ping(),
      purge: () => {
        if (lastFailed) throw new Error('The last run failed.');
      },
    },
  });
  const registers = [metrics];
  const purged = new Counter({ name: 'purge_profiles_total', help: 'Profiles purged.', registers });
  const finished = new Gauge({
    name: 'purge_finished_timestamp_seconds',
    help: 'When the last run ended well.',
    registers,
  });

  const closing = new AbortController();
  const { signal } = closing;
  async function purgeRepeatedly(): Promise<void> {
    while (!signal.aborted) {
      try {
        const progress = await purgeOnce(mongo, { batchSize: config.batchSize, signal });
        purged.inc(progress.purged);
        finished.setToCurrentTime();
        lastFailed = false;
        if (progress.purged + progress.skipped > 0) server.log.info(progress, 'purged');
      } catch (err) {
        lastFailed = true;
        if (!signal.aborted) server.log.error({ err }, 'the purge failed; it is tried again');
      }
      await setTimeout(config.everyMillis, undefined, { signal }).catch(() => undefined);
    }
  }

  const running = purgeRepeatedly();
  const release = async () => {
    closing.abort();
    await running;
    await mongo.close();
  };
  return listen(server, { host: config.host, port: config.port, release });
}
