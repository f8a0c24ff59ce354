import { randomUUID } from 'node:crypto';
import { createProfilesClient } from '@profiles/client';
import { HAS_NATS, passwordOf, startSecuredNats } from '@profiles/system-tests/secured-nats';
import { MONGODB_URI, startStack } from '@profiles/system-tests/stack';

/** Whether the servers are there that the system needs. */
export const HAS_SERVERS = HAS_NATS && MONGODB_URI !== undefined;

/** The whole system: service, publisher, MongoDB and NATS. */
export interface RunningSystem {
  /** The settings of a caller, as environment variables, with a name of a customer that no other caller uses. */
  newEnvironment(): Promise<
    Record<'SERVICE_URL' | 'TOKEN' | 'NATS_URL' | 'NATS_USER' | 'NATS_PASSWORD' | 'SURNAME', string>
  >;
  /** Creates a customer. */
  createCustomer(): Promise<void>;
  close(): Promise<void>;
}

const SUBSCRIBER = 'organisation-1-crm';

/** Starts the system with a database and a NATS server of its own. */
export async function startSystem(): Promise<RunningSystem> {
  const database = `packed_${randomUUID().slice(0, 8)}`;
  const nats = await startSecuredNats();
  const as = (user: 'publisher' | 'events-gateway') => ({ servers: nats.uri, user, password: passwordOf(user) });
  const events = { publisher: as('publisher'), gateway: as('events-gateway') };
  const stack = await startStack({ database, events });
  const token = () => stack.token({ organisationId: 1 });
  const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
  return {
    newEnvironment: async () => ({
      SERVICE_URL: stack.serviceUrl,
      TOKEN: await token(),
      NATS_URL: nats.uri,
      NATS_USER: SUBSCRIBER,
      NATS_PASSWORD: passwordOf(SUBSCRIBER),
      SURNAME: `Packed${randomUUID().slice(0, 8)}`,
    }),
    async createCustomer() {
      const person = { organisationId: 1, firstName: 'Kari', surname: 'Nordmann' };
      await api.profiles.create({ ...person, createdBy: 'test', createdByChannel: 'test' });
    },
    async close() {
      await stack.close();
      await nats.stop();
    },
  };
}
