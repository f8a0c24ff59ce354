import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startGuarded } from '@profiles/devstack';
import { createOutboxReader, openMongo } from '@profiles/mongo-store/outbox';
import type { Surroundings } from '../contenders/contender.js';

const MAIN = fileURLToPath(new URL('../../../../apps/nats-publisher/dist/main.js', import.meta.url));

export interface PublisherProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** The publisher as it runs in production: a process of its own beside the service. */
export async function startPublisherProcess(
  { mongoUri, database }: Surroundings,
  { natsUrl, logFile }: { natsUrl: string; logFile: string },
): Promise<PublisherProcess> {
  const port = await freePort();
  const { stop } = await startGuarded({
    ...{ name: 'nats-publisher', command: process.execPath, args: [MAIN], logFile },
    env: {
      PATH: process.env['PATH'],
      ...{ MONGODB_URI: mongoUri, MONGODB_DATABASE: database, NATS_URL: natsUrl, PORT: String(port) },
      LOG_LEVEL: 'warn',
    },
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => stop() };
}

/** Waits until nothing waits in the outbox. Throws when that takes too long. */
export async function outboxEmpty(
  { mongoUri, database }: Pick<Surroundings, 'mongoUri' | 'database'>,
  mostSeconds = 300,
): Promise<void> {
  const mongo = openMongo({ uri: mongoUri, database, appName: 'bench' });
  try {
    const reader = createOutboxReader(mongo);
    for (let second = 0; second < mostSeconds; second++) {
      if ((await reader.backlog()).pending === 0) return;
      await setTimeout(1000);
    }
    throw new Error(`Events still wait in the outbox after ${mostSeconds} s.`);
  } finally {
    await mongo.close();
  }
}
