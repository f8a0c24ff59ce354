import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PageVisitor, startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './program.js';
import { readSession } from './session.js';

let running: TokenIssuer;
let issuer: string;
let folder: string;

// The issuer of the devstack, which is a certified one (oidc-provider).
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'profiles-login-'));
  running = await startTokenIssuer();
  issuer = running.url;
});
afterAll(async () => {
  await running.close();
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
  const result = await login(['--client-id', 'profiles-importer'], { secret: 'a-secret-for-development-only' });
  expect(result.code).toBe(0);
  expect(result.session).toMatchObject({ url: 'https://profiles.example.no', issuer, clientId: 'profiles-importer' });
  expect((await stat(result.sessionFile)).mode & 0o777).toBe(0o600);
  expect(result.notes).not.toContain(result.session?.accessToken);
  expect(JSON.stringify(result.session)).not.toContain('a-secret');
});

test('a wrong secret ends with 3 and the reason of the issuer', async () => {
  const { code, notes } = await login(['--client-id', 'profiles-importer'], { secret: 'wrong' });
  expect([code, notes]).toEqual([3, expect.stringContaining('The issuer gave no token: ')]);
});

test('a person signs in by a code that is confirmed elsewhere', async () => {
  const result = await login(['--client-id', 'profiles-cli', '--device', '--scope', 'openid offline_access'], {
    onNote(text) {
      const address = /Open (\S+) and confirm the code/.exec(text)?.[1];
      if (address !== undefined) void confirm(address);
    },
  });
  expect([result.code, result.notes]).toEqual([0, expect.stringContaining('Signed in')]);
  expect(decodeJwt(String(result.session?.accessToken))).toMatchObject({ sub: 'agent', azp: 'profiles-cli' });
  expect(result.notes).not.toContain(result.session?.accessToken);
});

/** A person opens the address elsewhere, compares the code, and signs in. */
async function confirm(address: string): Promise<void> {
  const visitor = new PageVisitor(issuer);
  const code = new URL(address).searchParams.get('user_code') ?? '';
  const compared = await visitor.submit(await visitor.visit(address), { user_code: code });
  const signIn = await visitor.submit(compared);
  await visitor.submit(signIn, { person: 'agent' });
}
