import { InvalidEnvironmentError, runUntilStopped } from '@profiles/service-kit';
import { startPublisher } from './compose.js';
import { configFrom } from './env.js';

try {
  runUntilStopped(await startPublisher(configFrom(process.env)));
} catch (error) {
  console.error(error instanceof InvalidEnvironmentError ? error.message : error);
  process.exitCode = 1;
}
