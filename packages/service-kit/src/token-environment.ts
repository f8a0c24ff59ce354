import { z } from 'zod';
import type { TokenSettings } from './token-verifier.js';

/** Settings of an app that verifies tokens. */
export const tokenVariables = {
  /** URL of the token issuer's keys (JWKS). */
  AUTH_JWKS_URL: z.url({ protocol: /^https?$/ }),
  /** Required claim `iss` of a token. */
  AUTH_ISSUER: z.string().min(1),
  /** Required claim `aud` of a token. */
  AUTH_AUDIENCE: z.string().min(1),
  /** Claim with the organisation's number. @defaultValue `https://entur.io/organisationID` (contract, section 2) */
  AUTH_ORGANISATION_CLAIM: z.string().min(1).default('https://entur.io/organisationID'),
  /** Claim with the list of permissions. @defaultValue `permissions` (contract, section 2) */
  AUTH_PERMISSIONS_CLAIM: z.string().min(1).default('permissions'),
  /** Claim with the client id. @defaultValue `azp` (contract, section 2) */
  AUTH_CLIENT_CLAIM: z.string().min(1).default('azp'),
};

/** How tokens are verified, from the variables. */
export function tokenSettingsFrom(read: z.output<z.ZodObject<typeof tokenVariables>>): TokenSettings {
  return {
    jwksUrl: read.AUTH_JWKS_URL,
    issuer: read.AUTH_ISSUER,
    audience: read.AUTH_AUDIENCE,
    organisationClaim: read.AUTH_ORGANISATION_CLAIM,
    permissionsClaim: read.AUTH_PERMISSIONS_CLAIM,
    clientClaim: read.AUTH_CLIENT_CLAIM,
  };
}
