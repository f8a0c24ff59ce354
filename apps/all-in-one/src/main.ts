import { InvalidEnvironmentError, runUntilStopped } from '@profiles/service-kit';
import { startAllInOne } from './compose.js';
import { configFrom } from './env.js';

try {
  runUntilStopped(await startAllInOne(configFrom(process.env)));
} catch (error) {
  console.error(error instanceof InvalidEnvironmentError ? error.message : error);
  process.exitCode = 1;
}
