import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './program.js';
import { readSession } from './session.js';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
let server: Server;
let issuer: string;
let provider: Provider;
let folder: string;

// A certified issuer (oidc-provider) on a free port.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'profiles-login-'));
  server = createServer((request, response) => void provider.callback()(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const common = { redirect_uris: [], response_types: [] };
  provider = new Provider(issuer, {
    clients: [
      {
        ...common,
        ...{ client_id: 'importer', client_secret: 'a secret that is long enough' },
        ...{ grant_types: ['client_credentials'], token_endpoint_auth_method: 'client_secret_post' },
      },
      {
        ...common,
        ...{ client_id: 'cli', application_type: 'native', token_endpoint_auth_method: 'none' },
        grant_types: [DEVICE_GRANT, 'refresh_token'],
      },
    ],
    features: { clientCredentials: { enabled: true }, deviceFlow: { enabled: true } },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function login(args: readonly string[], { secret, onNote = () => undefined }: LoginParts) {
  const notes: string[] = [];
  const sessionFile = join(folder, 'session.json');
  const code = await run(['--url', 'https://profiles.example.no', 'login', '--issuer', issuer, ...args], {
    version: '0.0.0',
    env: { url: undefined, token: undefined, clientSecret: secret, sessionFile },
    terminal: {
      out: (text) => void notes.push(text),
      note(text) {
        notes.push(text);
        onNote(text);
      },
      isInteractive: false,
      confirm: async () => false,
      signal: AbortSignal.timeout(30_000),
    },
  });
  return { code, notes: notes.join('\n'), sessionFile, session: await readSession(sessionFile) };
}

interface LoginParts {
  readonly secret?: string;
  readonly onNote?: (text: string) => void;
}

test('a client signs in with its secret; the token is stored for its user alone and never printed', async () => {
  const result = await login(['--client-id', 'importer'], { secret: 'a secret that is long enough' });
  expect(result.code).toBe(0);
  expect(result.session).toMatchObject({ url: 'https://profiles.example.no', issuer, clientId: 'importer' });
  expect((await stat(result.sessionFile)).mode & 0o777).toBe(0o600);
  expect(result.notes).not.toContain(result.session?.accessToken);
  expect(JSON.stringify(result.session)).not.toContain('a secret');
});

test('a wrong secret ends with 3 and the reason of the issuer', async () => {
  const { code, notes } = await login(['--client-id', 'importer'], { secret: 'wrong' });
  expect([code, notes]).toEqual([3, expect.stringContaining('The issuer gave no token: ')]);
});

test('a person signs in by a code that is confirmed elsewhere', async () => {
  const result = await login(['--client-id', 'cli', '--device', '--scope', 'openid offline_access'], {
    onNote(text) {
      const code = /confirm the code (\S+)/.exec(text)?.[1];
      if (code !== undefined) void confirm(code);
    },
  });
  expect([result.code, result.notes]).toEqual([0, expect.stringContaining('Signed in')]);
  expect(result.session?.accessToken).toEqual(expect.any(String));
  expect(result.notes).not.toContain(result.session?.accessToken);
});

/** What the pages of the issuer do when a person has signed in and agreed. */
async function confirm(userCode: string): Promise<void> {
  const device = await provider.DeviceCode.findByUserCode(userCode.replace('-', ''));
  const grant = new provider.Grant({ accountId: 'kari', clientId: 'cli' });
  grant.addOIDCScope('openid offline_access');
  Object.assign(device ?? {}, {
    accountId: 'kari',
    scope: 'openid offline_access',
    grantId: await grant.save(),
    authTime: Math.floor(Date.now() / 1_000),
  });
  await device?.save();
}
