/** The settings that the page needs before a sign-in: the content of `/config.json`. */
export interface BrowserConfig {
  /** URL of the OpenID Connect provider. */
  readonly issuer: string;
  /** Client id of the console at the provider. */
  readonly clientId: string;
  /** Scopes to request. */
  readonly scope: string;
  /** The parameter `audience` of the sign-in, where the provider requires it. */
  readonly audience?: string;
  /** Claim of the access token with the organisation's number, as profiles-service reads it. */
  readonly organisationClaim: string;
  /** Claim of the access token with the list of permissions, as profiles-service reads it. */
  readonly permissionsClaim: string;
  /** Origin of profiles-service, which passes the operations on events on to events-gateway. */
  readonly serviceUrl: string;
}
