import { InvalidEnvironmentError, listen, runUntilStopped } from '@profiles/service-kit';
import { compose } from './compose.js';
import { configFrom } from './env.js';

try {
  const config = configFrom(process.env);
  const { server, release } = await compose(config);
  runUntilStopped(await listen(server, { host: config.host, port: config.port, release }));
} catch (error) {
  console.error(error instanceof InvalidEnvironmentError ? error.message : error);
  process.exitCode = 1;
}
