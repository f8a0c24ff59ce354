import {
  allowedOriginsFrom,
  booleanVariable,
  commonVariables,
  corsVariables,
  type Environment,
  edgeSettingsFrom,
  edgeVariables,
  gatewayVariables,
  limitsFrom,
  limitVariables,
  listenSettingsFrom,
  mongoSettingsFrom,
  mongoVariables,
  readEnvironment,
  rejectUnsafeSettings,
  tokenSettingsFrom,
  tokenVariables,
  unsafeAppUrl,
  unsafeEdgeSettings,
  unsafeMongoSettings,
  unsafeOrigins,
  unsafeTokenSettings,
} from '@profiles/service-kit';
import {
  unsafeWebhookSettings,
  webhookRotationVariables,
  webhookSettingsFrom,
  webhookVariables,
} from '@profiles/webhooks';
import { z } from 'zod';
import type { ServiceConfig } from './compose.js';

/** Settings of profiles-service. */
export const variables = {
  ...commonVariables,
  ...tokenVariables,
  ...edgeVariables,
  ...limitVariables,
  ...corsVariables,
  /** @defaultValue 3001 */
  PORT: commonVariables.PORT.default(3001),
  ...mongoVariables,
  ...webhookVariables,
  ...webhookRotationVariables,
  /** Maximum connections to each server of the database. @defaultValue 50, measured: docs/performance.md */
  MONGODB_POOL_SIZE: z.coerce.number().int().min(1).max(1000).default(50),
  /** Wrong passwords for one customer within five minutes before attempts are rejected (429). @defaultValue 20 */
  CREDENTIALS_FAILURES_PER_CUSTOMER: z.coerce.number().int().min(1).default(20),
  /** Wrong passwords from one IP address within five minutes before attempts are rejected (429). @defaultValue 200 */
  CREDENTIALS_FAILURES_PER_ADDRESS: z.coerce.number().int().min(1).default(200),
  /** Serves with tRPC's own Fastify plugin instead of `@profiles/trpc-fastify`. @defaultValue `false` */
  OFFICIAL_TRPC_PLUGIN: booleanVariable.default(false),
  /** Time until a deactivated profile is purged, in hours. @defaultValue 72 */
  DEACTIVATED_FOR_HOURS: z.coerce.number().positive().default(72),
  ...gatewayVariables,
  /** Client ids whose reads are recorded in the access log, with commas between them; `*` for all. @defaultValue `customer-service` */
  RECORDED_CLIENTS: z.string().default('customer-service'),
};

/**
 * The service's settings from its environment.
 *
 * @throws {@link InvalidEnvironmentError} naming each variable that is missing, not valid or, in production, unsafe.
 */
export function configFrom(env: Environment): ServiceConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => [
    ...unsafeTokenSettings(read),
    ...unsafeEdgeSettings(read, network),
    ...unsafeOrigins(read),
    ...unsafeMongoSettings(read, network),
    ...unsafeWebhookSettings(read),
    ...unsafeAppUrl('EVENTS_GATEWAY_URL', read.EVENTS_GATEWAY_URL, network),
  ]);
  return {
    ...listenSettingsFrom(read),
    store: read.MONGODB_URI === 'memory:' ? 'memory' : mongoSettingsFrom(read, { maxPoolSize: read.MONGODB_POOL_SIZE }),
    tokens: tokenSettingsFrom(read),
    edge: { ...edgeSettingsFrom(read), allowedOrigins: allowedOriginsFrom(read) },
    eventsGatewayUrl: read.EVENTS_GATEWAY_URL,
    limits: limitsFrom(read),
    webhooks: webhookSettingsFrom(read),
    officialPlugin: read.OFFICIAL_TRPC_PLUGIN,
    loginThrottleLimits: {
      perCustomer: read.CREDENTIALS_FAILURES_PER_CUSTOMER,
      perAddress: read.CREDENTIALS_FAILURES_PER_ADDRESS,
    },
    settings: {
      webhookSecretOverlapMillis: read.WEBHOOK_SECRET_OVERLAP_SECONDS * 1000,
      deactivatedForMillis: read.DEACTIVATED_FOR_HOURS * 60 * 60 * 1000,
      recordedClients: read.RECORDED_CLIENTS.split(',')
        .map((client) => client.trim())
        .filter((client) => client !== ''),
    },
  };
}
