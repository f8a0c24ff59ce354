/** `npm run migrate`: brings the documents of an earlier version up to date, beside the running apps. */
import { parseArgs } from 'node:util';
import {
  createFormats,
  dropObsoleteIndexes,
  type MongoConnection,
  migrate,
  openMongo,
  restartMigrations,
} from '@profiles/mongo-store';
import { reportFailedCommand } from '@profiles/service-kit';
import { configFrom } from '../env.js';

const USAGE = `npm run migrate                 migrates documents in batches; may be stopped and run again
npm run migrate -- --raise      all processes write the newest form: when none of the earlier version runs
npm run migrate -- --lower      all processes write the form of the earlier version again: before a rollback
npm run migrate -- --finish     drops indexes of the earlier version: when no rollback is planned

  --pause <ms>                  between two batches, for a busy database`;

/** Called wrongly. The message says how it is called. */
class UsageError extends Error {
  override name = 'UsageError';
}

try {
  const { values } = parseArgs({
    options: {
      raise: { type: 'boolean', default: false },
      lower: { type: 'boolean', default: false },
      finish: { type: 'boolean', default: false },
      pause: { type: 'string', default: '0' },
    },
  });
  const pauseMillis = Number(values.pause);
  const steps = [values.raise, values.lower, values.finish].filter(Boolean);
  if (steps.length > 1 || !Number.isInteger(pauseMillis) || pauseMillis < 0) throw new UsageError(USAGE);
  const mongo = openMongo({ ...configFrom(process.env).mongo, appName: 'migrate' });
  try {
    if (values.raise) await raise(mongo);
    else if (values.lower) await lower(mongo);
    else if (values.finish) await finish(mongo);
    else await migrateDocuments(mongo, pauseMillis);
  } finally {
    await mongo.close();
  }
} catch (error) {
  reportFailedCommand(error, [UsageError]);
}

async function migrateDocuments({ db }: MongoConnection, pauseMillis: number): Promise<void> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  const results = await migrate(db, {
    pauseMillis,
    signal: stopped.signal,
    onProgress: ({ name, seen }) => {
      if (seen % 10_000 === 0) console.log(`${name}: ${seen} documents …`);
    },
  });
  for (const { name, seen, changed, isDone } of results) {
    console.log(`${name}: ${seen} documents, ${changed} changed${isDone ? '' : '; to be continued'}.`);
  }
  if (results.some(({ isDone }) => !isDone)) process.exitCode = 130;
}

async function raise({ db }: MongoConnection): Promise<void> {
  await createFormats(db).raise();
  console.log('Processes write the newest form from now on. Run `npm run migrate` for what was written before.');
}

async function lower({ db }: MongoConnection): Promise<void> {
  await createFormats(db).lower();
  await restartMigrations(db);
  console.log('Processes write the form of the earlier version from now on. The next migration begins anew.');
}

async function finish({ db }: MongoConnection): Promise<void> {
  console.log(`${await dropObsoleteIndexes(db)} indexes of the earlier version dropped.`);
}
