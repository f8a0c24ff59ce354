import {
  commonVariables,
  edgeSettingsFrom,
  edgeVariables,
  limitsFrom,
  limitVariables,
  readEnvironment,
  rejectUnsafeSettings,
  tokenSettingsFrom,
  tokenVariables,
  unsafeEdgeSettings,
  unsafeTokenSettings,
} from '@profiles/service-kit';
import { z } from 'zod';
import type { AdapterConfig } from './compose.js';

const edge = {
  ...commonVariables,
  ...tokenVariables,
  ...edgeVariables,
  ...limitVariables,
  PORT: commonVariables.PORT.default(3000),
};
const variables = { ...edge, PROFILES_SERVICE_URL: z.url({ protocol: /^https?$/ }) };

/** The adapter's settings from its environment. Throws InvalidEnvironmentError naming what is missing or wrong. */
export function configFrom(env: Record<string, string | undefined>): AdapterConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => [
    ...unsafeTokenSettings(read),
    ...unsafeEdgeSettings(read, network),
    ...unsafeServiceUrl(read, network),
  ]);
  return { ...edgeConfigOf(read), service: read.PROFILES_SERVICE_URL };
}

/** The same without a service elsewhere: the work is done in the same process. */
export function edgeConfigFrom(env: Record<string, string | undefined>): Omit<AdapterConfig, 'service'> {
  const read = readEnvironment(edge, env);
  rejectUnsafeSettings(read, (network) => [...unsafeTokenSettings(read), ...unsafeEdgeSettings(read, network)]);
  return edgeConfigOf(read);
}

function edgeConfigOf(read: ReturnType<typeof readEnvironment<typeof edge>>): Omit<AdapterConfig, 'service'> {
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    tokens: tokenSettingsFrom(read),
    limits: limitsFrom(read),
    edge: edgeSettingsFrom(read),
  };
}

function unsafeServiceUrl(
  read: { PROFILES_SERVICE_URL: string },
  { tlsElsewhere }: { tlsElsewhere: boolean },
): string[] {
  if (tlsElsewhere || read.PROFILES_SERVICE_URL.startsWith('https:')) return [];
  return ['PROFILES_SERVICE_URL: callers’ tokens would travel without TLS.'];
}
