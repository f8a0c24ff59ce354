import { randomUUID } from 'node:crypto';
import { startPublisher } from '@profiles/nats-publisher';
import { HAS_NATS, passwordOf, startSecuredNats } from '@profiles/system-tests/secured-nats';
import { MONGODB_URI, startStack } from '@profiles/system-tests/stack';

/** Whether the servers are there that the system needs. */
export const HAS_SERVERS = HAS_NATS && MONGODB_URI !== undefined;

/** The whole system: service, publisher, MongoDB and NATS. */
export interface RunningSystem {
  /** What a caller is told, as environment variables, with a name of a customer that no other caller uses. */
  newEnvironment(): Promise<
    Record<'SERVICE_URL' | 'TOKEN' | 'NATS_URL' | 'NATS_USER' | 'NATS_PASSWORD' | 'SURNAME', string>
  >;
  close(): Promise<void>;
}

const SUBSCRIBER = 'organisation-1-crm';

/** Starts the system with a database and a NATS server of its own. */
export async function startSystem(): Promise<RunningSystem> {
  const database = `packed_${randomUUID().slice(0, 8)}`;
  const [nats, stack] = await Promise.all([startSecuredNats(), startStack({ database })]);
  const publisher = await startPublisher({
    ...{ host: '127.0.0.1', port: 0, logLevel: 'error', backlogAlarmSeconds: 60 },
    mongo: { uri: MONGODB_URI ?? '', database },
    nats: { servers: nats.uri, user: 'publisher', password: passwordOf('publisher') },
  });
  return {
    newEnvironment: async () => ({
      SERVICE_URL: stack.serviceUrl,
      TOKEN: await stack.token({ organisationId: 1 }),
      NATS_URL: nats.uri,
      NATS_USER: SUBSCRIBER,
      NATS_PASSWORD: passwordOf(SUBSCRIBER),
      SURNAME: `Packed${randomUUID().slice(0, 8)}`,
    }),
    async close() {
      await publisher.close();
      await stack.close();
      await nats.stop();
    },
  };
}
