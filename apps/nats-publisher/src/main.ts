import { BadEnvironment, runUntilStopped } from '@profiles/service-kit';
import { startPublisher } from './compose.js';
import { configFrom } from './env.js';

try {
  const app = await startPublisher(configFrom(process.env));
  console.log(`nats-publisher: ${app.url}`);
  runUntilStopped(app, { info: (text) => console.log(text) });
} catch (error) {
  console.error(error instanceof BadEnvironment ? error.message : error);
  process.exitCode = 1;
}
