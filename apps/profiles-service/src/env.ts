import {
  commonVariables,
  edgeSettingsFrom,
  edgeVariables,
  limitsFrom,
  limitVariables,
  mongoSettingsFrom,
  mongoVariables,
  readEnvironment,
  rejectUnsafeSettings,
  tokenSettingsFrom,
  tokenVariables,
  unsafeEdgeSettings,
  unsafeMongoSettings,
  unsafeTokenSettings,
} from '@profiles/service-kit';
import { z } from 'zod';
import type { ServiceConfig } from './compose.js';

const variables = {
  ...commonVariables,
  ...tokenVariables,
  ...edgeVariables,
  ...limitVariables,
  PORT: commonVariables.PORT.default(3001),
  ...mongoVariables,
  MONGODB_POOL_SIZE: z.coerce.number().int().min(1).max(1000).default(50),
  CREDENTIALS_FAILURES_PER_CUSTOMER: z.coerce.number().int().min(1).default(20),
  CREDENTIALS_FAILURES_PER_ADDRESS: z.coerce.number().int().min(1).default(200),
  /** Serves with tRPC's own plugin instead of ours. */
  OFFICIAL_TRPC_PLUGIN: z.enum(['true', 'false']).default('false'),
  DEACTIVATED_FOR_HOURS: z.coerce.number().positive().default(72),
  /** Client ids with commas between them, or `*` for all. */
  RECORDED_CLIENTS: z.string().default('customer-service'),
};

/** The service's settings from its environment. Throws InvalidEnvironmentError naming what is missing or wrong. */
export function configFrom(env: Record<string, string | undefined>): ServiceConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => [
    ...unsafeTokenSettings(read),
    ...unsafeEdgeSettings(read, network),
    ...unsafeMongoSettings(read, network),
  ]);
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    store:
      read.MONGODB_URI === 'memory:' ? 'memory' : { ...mongoSettingsFrom(read), maxPoolSize: read.MONGODB_POOL_SIZE },
    tokens: tokenSettingsFrom(read),
    edge: edgeSettingsFrom(read),
    limits: limitsFrom(read),
    officialPlugin: read.OFFICIAL_TRPC_PLUGIN === 'true',
    loginThrottleLimits: {
      perCustomer: read.CREDENTIALS_FAILURES_PER_CUSTOMER,
      perAddress: read.CREDENTIALS_FAILURES_PER_ADDRESS,
    },
    settings: {
      deactivatedForMillis: read.DEACTIVATED_FOR_HOURS * 60 * 60 * 1000,
      recordedClients: read.RECORDED_CLIENTS.split(',')
        .map((client) => client.trim())
        .filter((client) => client !== ''),
    },
  };
}
