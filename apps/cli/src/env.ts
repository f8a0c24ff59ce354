import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment variables of the command line. */
export interface CliEnvironment {
  /** `PROFILES_URL`: the origin of the REST API. */
  readonly url: string | undefined;
  /** `PROFILES_TOKEN`: a bearer token, in place of a session. */
  readonly token: string | undefined;
  /** `PROFILES_CLIENT_SECRET`: the secret of client credentials. It is never stored. */
  readonly clientSecret: string | undefined;
  /** Where the session is stored: below `XDG_CONFIG_HOME`. */
  readonly sessionFile: string;
}

/** Reads the environment. Blank values count as absent. */
export function cliEnvironment(env: NodeJS.ProcessEnv): CliEnvironment {
  const given = (name: string) => (env[name]?.trim() === '' ? undefined : env[name]?.trim());
  const config = given('XDG_CONFIG_HOME') ?? join(homedir(), '.config');
  return {
    url: given('PROFILES_URL'),
    token: given('PROFILES_TOKEN'),
    clientSecret: given('PROFILES_CLIENT_SECRET'),
    sessionFile: join(config, 'customer-profiles', 'session.json'),
  };
}
