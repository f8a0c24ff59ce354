/** `npm run indexes`: creates the collections and indexes that are missing, as the service does at its start. */
import { ensureIndexes, openMongo } from '@profiles/mongo-store';
import { mongoSettingsFrom, mongoVariables, readEnvironment, reportFailedCommand } from '@profiles/service-kit';

try {
  const read = readEnvironment(mongoVariables, process.env);
  const { db, close } = openMongo({ ...mongoSettingsFrom(read), appName: 'indexes' });
  try {
    await ensureIndexes(db);
    console.log(`${read.MONGODB_DATABASE}: all indexes exist.`);
  } finally {
    await close();
  }
} catch (error) {
  reportFailedCommand(error);
}
