import type { ClientMetadata } from 'oidc-provider';

/** The client id of the console. */
export const CONSOLE_CLIENT = 'profiles-console';
/** The client id of people on the command line. */
const COMMAND_LINE_CLIENT = 'profiles-cli';
/** The client id of programs. Its secret is no secret: the issuer serves this machine only. */
export const IMPORTER_CLIENT = 'profiles-importer';
export const IMPORTER_SECRET = 'a-secret-for-development-only';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** The clients of the devstack's issuer. */
export function openIdClients(consoleOrigins: readonly string[]): ClientMetadata[] {
  return [
    {
      client_id: CONSOLE_CLIENT,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: consoleOrigins.map((origin) => `${origin}/signed-in`),
      post_logout_redirect_uris: consoleOrigins.flatMap((origin) => [`${origin}/`, `${origin}/signed-out`]),
    },
    {
      client_id: COMMAND_LINE_CLIENT,
      token_endpoint_auth_method: 'none',
      grant_types: [DEVICE_GRANT, 'refresh_token'],
      ...{ redirect_uris: [], response_types: [] },
    },
    {
      client_id: IMPORTER_CLIENT,
      client_secret: IMPORTER_SECRET,
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      ...{ redirect_uris: [], response_types: [] },
    },
  ];
}
