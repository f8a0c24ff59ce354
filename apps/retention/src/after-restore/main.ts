import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openMongo } from '@profiles/mongo-store';
import { reportFailedCommand } from '@profiles/service-kit';
import { configFrom } from '../env.js';
import { repairAfterRestore } from './after-restore.js';
import { InvalidFileError, sinceBackup } from './since-backup.js';

const USAGE = `npm run after-restore -- <lost.json>     MONGODB_URI names the restored database

  <lost.json>           the file of: npm run events -- lost --from <time of the backup> --out lost.json
  --erasures <file>     a copy of the collection erasures, one document a line, as mongoexport writes it
  --dry-run             only report what would be erased`;

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { erasures: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new InvalidFileError(USAGE);
  const known = sinceBackup({
    lost: readFileSync(file, 'utf8'),
    erasures: values.erasures && readFileSync(values.erasures, 'utf8'),
  });
  const mongo = openMongo({ ...configFrom(process.env).mongo, appName: 'after-restore' });
  try {
    const dryRun = values['dry-run'];
    const { nextCustomerNumber, erased, absent, undecided } = await repairAfterRestore(mongo, known, { dryRun });
    if (!dryRun) console.log(`The next customer number is ${nextCustomerNumber}.`);
    console.log(`${erased.length} customers ${dryRun ? 'would be ' : ''}erased again, ${absent.length} did not exist.`);
    for (const { customerNumber, reason } of undecided) console.error(`${customerNumber} is NOT erased. ${reason}`);
    if (undecided.length > 0) process.exitCode = 1;
  } finally {
    await mongo.close();
  }
} catch (error) {
  reportFailedCommand(error, [InvalidFileError]);
}
