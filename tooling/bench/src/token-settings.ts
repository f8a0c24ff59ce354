import type { TokenIssuer } from '@profiles/devstack';
import type { Surroundings } from './contenders/contender.js';

/** How a contender checks the tokens of this issuer. */
export function tokenSettingsOf({ jwksUrl, issuer, audience }: TokenIssuer): Surroundings['tokens'] {
  return {
    ...{ jwksUrl, issuer, audience },
    ...{ organisationClaim: 'https://entur.io/organisationID', permissionsClaim: 'permissions', clientClaim: 'azp' },
  };
}
