import { parseArgs } from 'node:util';
import { openMongo } from '@profiles/mongo-store';
import { InvalidEnvironmentError, runUntilStopped } from '@profiles/service-kit';
import { type RetentionConfig, startRetention } from './compose.js';
import { configFrom } from './env.js';
import { purgeOnce } from './purge-once.js';

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
  const config = configFrom(process.env);
  const { everyMillis } = config;
  if (everyMillis === undefined || values['dry-run']) await purgeAndTell(config, values['dry-run']);
  else runUntilStopped(await startRetention({ ...config, everyMillis }));
} catch (error) {
  console.error(error instanceof InvalidEnvironmentError ? error.message : error);
  process.exitCode = 1;
}

/** One run, with a line for every batch. Ctrl-C ends it after the person it is at. */
async function purgeAndTell({ mongo: settings, batchSize }: RetentionConfig, dryRun: boolean): Promise<void> {
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
    console.log(`${purged} profiles ${verb}, ${skipped} left because they changed meanwhile.`);
    if (stopped.signal.aborted) process.exitCode = 130;
  } finally {
    await mongo.close();
  }
}
