import { parseArgs } from 'node:util';
import { openMongo } from '@profiles/mongo-store';
import { exitUnstarted, runApp } from '@profiles/service-kit';
import { type RetentionConfig, startRetention } from './compose.js';
import { configFrom } from './env.js';
import { purgeOnce } from './purge-once.js';

const { env } = process;
try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
  const config = configFrom(env);
  const { everyMillis } = config;
  if (everyMillis === undefined || values['dry-run']) await purgeAndReport(config, values['dry-run']);
  else await runApp('retention', env, () => startRetention({ ...config, everyMillis }));
} catch (error) {
  exitUnstarted(error);
}

/** Runs once and prints the progress. Ctrl-C ends the run after the profile in progress. */
async function purgeAndReport({ mongo: settings, batchSize }: RetentionConfig, dryRun: boolean): Promise<void> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  const mongo = openMongo({ ...settings, appName: 'retention' });
  const verb = dryRun ? 'would be purged' : 'purged';
  try {
    const { purged, skipped } = await purgeOnce(mongo, {
      batchSize,
      dryRun,
      signal: stopped.signal,
      onProgress: (progress) => console.log(`${progress.purged} ${verb} …`),
    });
    console.log(`${purged} profiles ${verb}, ${skipped} left because they changed during the run.`);
    if (stopped.signal.aborted) process.exitCode = 130;
  } finally {
    await mongo.close();
  }
}
