/** `npm run database-users`: makes the database users, each with the rights its app needs and no others. */
import { openMongo, putDatabaseUsers } from '@profiles/mongo-store';
import { isDefaultSecret, readEnvironment, reportFailedCommand } from '@profiles/service-kit';
import { z } from 'zod';

const password = z
  .string()
  .min(12, 'at least 12 characters')
  .refine((text) => !isDefaultSecret(text), 'a password that everybody knows');

const variables = {
  /** As a user who may administer users. */
  MONGODB_ADMIN_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'mongodb://…'),
  MONGODB_DATABASE: z.string().min(1).default('customer_profiles'),
  PROFILES_SERVICE_PASSWORD: password,
  NATS_PUBLISHER_PASSWORD: password,
  RETENTION_PASSWORD: password,
  /** Without it the user of events-gateway, which sends webhooks, is not made. */
  EVENTS_GATEWAY_PASSWORD: password.optional(),
};

try {
  const read = readEnvironment(variables, process.env);
  const database = read.MONGODB_DATABASE;
  const { db, close } = openMongo({ uri: read.MONGODB_ADMIN_URI, database, appName: 'database-users' });
  try {
    await putDatabaseUsers(db, {
      'profiles-service': read.PROFILES_SERVICE_PASSWORD,
      'nats-publisher': read.NATS_PUBLISHER_PASSWORD,
      retention: read.RETENTION_PASSWORD,
      'events-gateway': read.EVENTS_GATEWAY_PASSWORD,
    });
    const others = read.EVENTS_GATEWAY_PASSWORD === undefined ? '' : ', events-gateway';
    console.log(`${database}: the users profiles-service, nats-publisher${others} and retention are up to date.`);
  } finally {
    await close();
  }
} catch (error) {
  reportFailedCommand(error);
}
