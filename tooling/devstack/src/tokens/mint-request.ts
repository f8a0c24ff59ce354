/** The claims of a token to be issued. */
export type MintRequest = {
  organisationId: number;
  /** @defaultValue read, create, change and deactivate */
  permissions?: readonly string[];
  clientId?: string;
  /** Seconds from now, or a span such as '10m' or '-1h'. @defaultValue 8 hours */
  expiresIn?: number | string;
  /** Further claims. They replace the usual ones, so that a test can issue a token that must be refused. */
  claims?: Record<string, unknown>;
};
