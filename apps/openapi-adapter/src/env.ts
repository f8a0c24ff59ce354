import { commonVariables, readEnvironment, tokenSettingsFrom, tokenVariables } from '@profiles/service-kit';
import { z } from 'zod';
import type { AdapterConfig } from './compose.js';

const variables = {
  ...commonVariables,
  ...tokenVariables,
  PORT: commonVariables.PORT.default(3000),
  PROFILES_SERVICE_URL: z.url({ protocol: /^https?$/ }),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(6_000),
  RATE_LIMIT_UNIDENTIFIED_PER_MINUTE: z.coerce.number().int().min(1).default(60),
};

/** The adapter's settings from its environment. Throws BadEnvironment naming what is missing or wrong. */
export function configFrom(env: Record<string, string | undefined>): AdapterConfig {
  const read = readEnvironment(variables, env);
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    serviceUrl: read.PROFILES_SERVICE_URL,
    tokens: tokenSettingsFrom(read),
    limits: { perMinute: read.RATE_LIMIT_PER_MINUTE, unidentifiedPerMinute: read.RATE_LIMIT_UNIDENTIFIED_PER_MINUTE },
  };
}
