/** The settings of the console, as its server gives them in `/config.json`. */
export interface Configuration {
  /** The OpenID Connect issuer, whose discovery document is below it. */
  readonly issuer: string;
  /** The client id of the console at the issuer. */
  readonly clientId: string;
  /** The origin of the profiles service, without `/trpc`. */
  readonly serviceUrl: string;
  /** The claim of the access token with the organisation's number. */
  readonly organisationClaim: string;
  /** The claim of the access token with the list of permissions. */
  readonly permissionsClaim: string;
  /** The scopes to request. */
  readonly scope: string;
  /** The API that the tokens are for, where the issuer requires the parameter `audience`. */
  readonly audience?: string;
}

/**
 * Reads `/config.json`.
 * @throws Error when it cannot be read or lacks a setting
 */
export async function loadConfiguration(): Promise<Configuration> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json: ${response.status}`);
  const settings = (await response.json()) as Record<string, unknown>;
  const { audience } = settings;
  return {
    ...(typeof audience === 'string' && { audience }),
    scope: required(settings, 'scope'),
    issuer: required(settings, 'issuer'),
    clientId: required(settings, 'clientId'),
    organisationClaim: required(settings, 'organisationClaim'),
    permissionsClaim: required(settings, 'permissionsClaim'),
    serviceUrl: required(settings, 'serviceUrl'),
  };
}

function required(settings: Record<string, unknown>, name: string): string {
  const value = settings[name];
  if (typeof value !== 'string' || value === '') throw new Error(`/config.json: ${name} is missing`);
  return value;
}
