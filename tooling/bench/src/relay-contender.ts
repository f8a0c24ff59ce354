/** A publisher in a process of its own, of the build in the given folder. Its parent says when to start and when to end. */
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { startPublisher } from '@profiles/nats-publisher';

const [, , main = '', mongoUri = '', database = '', natsUrl = ''] = process.argv;
const build = (await import(pathToFileURL(main).href)) as { startPublisher: typeof startPublisher };
process.send?.('loaded');
await once(process, 'message');
const before = process.cpuUsage();
const app = await build.startPublisher({
  ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', backlogAlarmSeconds: 3_600 },
  mongo: { uri: mongoUri, database },
  nats: { servers: natsUrl },
});
await once(process, 'message');
const { user, system } = process.cpuUsage(before);
process.send?.({ cpuMicros: user + system });
await app.close();
process.disconnect();
