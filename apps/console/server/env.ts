import {
  commonVariables,
  type Environment,
  edgeSettingsFrom,
  edgeVariables,
  listenSettingsFrom,
  readEnvironment,
  rejectUnsafeSettings,
  tokenVariables,
  unsafeEdgeSettings,
} from '@profiles/service-kit';
import { z } from 'zod';
import type { ConsoleConfig } from './compose.js';

const { AUTH_ORGANISATION_CLAIM, AUTH_PERMISSIONS_CLAIM } = tokenVariables;
const address = z.url({ protocol: /^https?$/ });

/** Settings of the console. */
export const variables = {
  ...commonVariables,
  ...edgeVariables,
  /** @defaultValue 3008 */
  PORT: commonVariables.PORT.default(3008),
  /** URL of the OpenID Connect provider that people sign in at, without `/.well-known`. */
  CONSOLE_ISSUER: address,
  /** Client id of the console at the provider. @defaultValue `profiles-console` */
  CONSOLE_CLIENT_ID: z.string().min(1).default('profiles-console'),
  /** Scopes that the console requests. @defaultValue `openid profile offline_access` */
  CONSOLE_SCOPE: z.string().min(1).default('openid profile offline_access'),
  /** The API that the tokens are for, where the provider requires the parameter `audience`. @defaultValue none */
  CONSOLE_AUDIENCE: z.string().min(1).optional(),
  // The page offers what the permissions in the token allow.
  ...{ AUTH_ORGANISATION_CLAIM, AUTH_PERMISSIONS_CLAIM },
  /** Origin under which browsers reach profiles-service, without `/trpc`. */
  CONSOLE_SERVICE_URL: address,
};

/**
 * The console's settings from its environment.
 *
 * @throws {@link InvalidEnvironmentError} naming each variable that is missing, not valid or, in production, unsafe.
 */
export function configFrom(env: Environment): ConsoleConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => [
    ...unsafeEdgeSettings(read, network),
    ...(['CONSOLE_ISSUER', 'CONSOLE_SERVICE_URL'] as const).flatMap((name) => unsafeInBrowser(name, read[name])),
  ]);
  return {
    ...listenSettingsFrom(read),
    edge: edgeSettingsFrom(read),
    browser: {
      issuer: read.CONSOLE_ISSUER,
      clientId: read.CONSOLE_CLIENT_ID,
      scope: read.CONSOLE_SCOPE,
      ...(read.CONSOLE_AUDIENCE !== undefined && { audience: read.CONSOLE_AUDIENCE }),
      organisationClaim: read.AUTH_ORGANISATION_CLAIM,
      permissionsClaim: read.AUTH_PERMISSIONS_CLAIM,
      serviceUrl: new URL(read.CONSOLE_SERVICE_URL).origin,
    },
  };
}

/** TLS elsewhere is no excuse: a browser calls these addresses itself. */
function unsafeInBrowser(name: string, url: string): string[] {
  if (url.startsWith('https:')) return [];
  return [`${name}: tokens of people would travel without TLS. Set an https URL.`];
}
