import { openMongo, rewriteDerivedFields } from '@profiles/mongo-store';
import { reportFailedCommand } from '@profiles/service-kit';
import { configFrom } from '../env.js';

/** Progress is printed after this many profiles. */
const REPORTED_EVERY = 10_000;

try {
  const mongo = openMongo({ ...configFrom(process.env).mongo, appName: 'rewrite-derived' });
  try {
    const { seen, rewritten } = await rewriteDerivedFields(mongo.db, (progress) => {
      if (progress.seen % REPORTED_EVERY === 0) console.log(`${progress.seen} profiles compared …`);
    });
    console.log(`${seen} profiles compared, ${rewritten} rewritten.`);
  } finally {
    await mongo.close();
  }
} catch (error) {
  reportFailedCommand(error);
}
