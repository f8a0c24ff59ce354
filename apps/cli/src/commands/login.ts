import type { Command } from 'commander';
import { originOf } from '../connection.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { byClientCredentials, byDevice, type IssuedTokens, type OidcClient } from '../oidc.js';
import { removeSession, type Session, writeSession } from '../session.js';
import { type CommandContext, globalsOf } from './context.js';

interface LoginOptions {
  readonly issuer?: string;
  readonly clientId?: string;
  readonly scope?: string;
  readonly audience?: string;
  readonly device?: boolean;
  readonly devstack?: string | true;
  readonly organisation: string;
}

/** The token issuer of `npm start`. */
const DEVSTACK_ISSUER = 'http://127.0.0.1:3004';
const DEVSTACK_URL = 'http://127.0.0.1:3000';

/** `login` and `logout`. */
export function addLogin(program: Command, context: CommandContext): void {
  program
    .command('login')
    .description('Sign in at an OpenID Connect issuer, and keep the token for the other commands (file mode 0600)')
    .option('--issuer <url>', 'address of the issuer, without /.well-known')
    .option('--client-id <id>', 'client id at the issuer')
    .option('--device', 'sign in as a person, by a code that you confirm in a browser on any device')
    .option('--scope <scopes>', 'scopes to request; add offline_access to stay signed in')
    .option('--audience <name>', 'the API that the token is for, where the issuer wants it')
    .option('--devstack [issuer]', 'take a token of the issuer of "npm start"; for development only')
    .option('--organisation <number>', 'organisation of the devstack token', '1')
    .addHelpText(
      'after',
      `
Without --device the client signs in by itself, with the secret in PROFILES_CLIENT_SECRET. The secret is not stored.

Examples:
  $ profiles login --url https://profiles.example.no --issuer https://login.example.no --client-id cli --device
  $ PROFILES_CLIENT_SECRET=… profiles login --url https://profiles.example.no --issuer https://login.example.no --client-id importer
  $ profiles login --devstack`,
    )
    .action(async (options: LoginOptions, command: Command) => {
      const { url } = globalsOf(command);
      const isDevstack = options.devstack !== undefined;
      const origin = originOf(url ?? context.env.url ?? (isDevstack ? DEVSTACK_URL : undefined));
      const session = {
        url: origin,
        ...(isDevstack ? await devstackToken(options) : await issuedBy(options, context)),
      };
      await writeSession(context.env.sessionFile, session);
      context.terminal.note(`Signed in at ${session.url}${untilOf(session)}.`);
    });
  program
    .command('logout')
    .description('Forget the token')
    .action(async () => removeSession(context.env.sessionFile));
}

async function issuedBy(options: LoginOptions, { env, terminal }: CommandContext): Promise<Omit<Session, 'url'>> {
  const { issuer, clientId, scope, audience } = options;
  if (issuer === undefined || clientId === undefined) {
    throw new CommandError('Give --issuer and --client-id, or --devstack.', EXIT.usage);
  }
  if (!URL.canParse(issuer)) throw new CommandError(`"${issuer}" is no address of an issuer.`, EXIT.usage);
  const client: OidcClient = { issuer, clientId, scope, audience };
  const show = (address: string, code: string) => terminal.note(`Open ${address} and confirm the code ${code}`);
  const tokens = options.device
    ? await byDevice(client, { show, signal: terminal.signal })
    : await byClientCredentials({ ...client, clientSecret: secretOf(env.clientSecret) });
  return { ...tokens, issuer, clientId };
}

function secretOf(secret: string | undefined): string {
  if (secret !== undefined) return secret;
  throw new CommandError('Set PROFILES_CLIENT_SECRET, or sign in as a person with --device.', EXIT.usage);
}

async function devstackToken({ devstack, organisation }: LoginOptions): Promise<IssuedTokens> {
  const issuer = devstack === true || devstack === undefined ? DEVSTACK_ISSUER : devstack;
  const response = await fetch(`${issuer}/token?organisation=${encodeURIComponent(organisation)}`).catch(
    () => undefined,
  );
  if (response === undefined) {
    throw new CommandError(
      `There is no token issuer at ${issuer}. Start the devstack with "npm start".`,
      EXIT.unreachable,
    );
  }
  const body = (await response.json()) as { access_token?: string; error?: string };
  if (body.access_token === undefined) throw new CommandError(`The issuer gave no token: ${body.error}.`, EXIT.usage);
  return { accessToken: body.access_token };
}

function untilOf({ expiresAt }: Omit<Session, 'url'>): string {
  return expiresAt === undefined ? '' : `, until ${new Date(expiresAt).toISOString()}`;
}
