import {
  booleanVariable,
  commonVariables,
  type Environment,
  edgeSettingsFrom,
  edgeVariables,
  gatewayVariables,
  limitsFrom,
  limitVariables,
  listenSettingsFrom,
  readEnvironment,
  rejectUnsafeSettings,
  tokenSettingsFrom,
  tokenVariables,
  unsafeAppUrl,
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
  /** @defaultValue 3000 */
  PORT: commonVariables.PORT.default(3000),
  ...gatewayVariables,
  /**
   * The docs page can send requests, with a token that the reader enters.
   *
   * @defaultValue false in production, otherwise true
   */
  DOCS_TRY_IT: booleanVariable.optional(),
};
/** Settings of openapi-adapter. */
export const variables = {
  ...edge,
  /** Origin of profiles-service, without `/trpc`. */
  PROFILES_SERVICE_URL: z.url({ protocol: /^https?$/ }),
};

/**
 * The adapter's settings from its environment.
 *
 * @throws {@link InvalidEnvironmentError} naming each variable that is missing, not valid or, in production, unsafe.
 */
export function configFrom(env: Environment): AdapterConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => [
    ...unsafeTokenSettings(read),
    ...unsafeEdgeSettings(read, network),
    ...unsafeAppUrl('PROFILES_SERVICE_URL', read.PROFILES_SERVICE_URL, network),
    ...unsafeAppUrl('EVENTS_GATEWAY_URL', read.EVENTS_GATEWAY_URL, network),
  ]);
  return { ...edgeConfigOf(read), service: read.PROFILES_SERVICE_URL };
}

/** The same without `PROFILES_SERVICE_URL`, for an adapter with the service in its own process. */
export function edgeConfigFrom(env: Environment): Omit<AdapterConfig, 'service'> {
  const read = readEnvironment(edge, env);
  rejectUnsafeSettings(read, (network) => [
    ...unsafeTokenSettings(read),
    ...unsafeEdgeSettings(read, network),
    ...unsafeAppUrl('EVENTS_GATEWAY_URL', read.EVENTS_GATEWAY_URL, network),
  ]);
  return edgeConfigOf(read);
}

function edgeConfigOf(read: ReturnType<typeof readEnvironment<typeof edge>>): Omit<AdapterConfig, 'service'> {
  return {
    ...listenSettingsFrom(read),
    tokens: tokenSettingsFrom(read),
    limits: limitsFrom(read),
    edge: edgeSettingsFrom(read),
    eventsGatewayUrl: read.EVENTS_GATEWAY_URL,
    docs: docsPageSettingsFrom(read),
  };
}

/** Only in development does the browser keep a token. */
function docsPageSettingsFrom({ DOCS_TRY_IT, NODE_ENV }: ReturnType<typeof readEnvironment<typeof edge>>) {
  const isProduction = NODE_ENV === 'production';
  const tryIt = DOCS_TRY_IT ?? !isProduction;
  return { tryIt, keepToken: tryIt && !isProduction };
}
