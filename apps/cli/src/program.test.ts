import { expect, test } from 'vitest';
import { run } from './program.js';

const cli = (...args: string[]) => cliUntil(new AbortController().signal, args);

async function cliUntil(
  signal: AbortSignal,
  args: readonly string[],
): Promise<{ code: number; out: string; notes: string }> {
  const [out, notes]: [string[], string[]] = [[], []];
  const code = await run(args, {
    version: '1.2.3',
    env: { url: undefined, token: undefined, clientSecret: undefined, sessionFile: '/nowhere/session.json' },
    terminal: {
      out: (text) => void out.push(text),
      note: (text) => void notes.push(text),
      isInteractive: false,
      confirm: async () => false,
      signal,
    },
  });
  return { code, out: out.join('\n'), notes: notes.join('\n') };
}

test('the help lists the commands, the environment and the exit codes', async () => {
  const { code, out } = await cli('--help');
  expect(code).toBe(0);
  for (const part of ['login', 'import', 'export', 'doctor', 'PROFILES_TOKEN', 'Exit codes:'])
    expect(out).toContain(part);
  expect((await cli('--version')).out).toBe('1.2.3');
});

test('the help of the import lists the formats and an example', async () => {
  const { code, out } = await cli('import', 'file', '--help');
  expect(code).toBe(0);
  for (const part of ['keycloak', '--on-existing', '--suggest-mapping', 'customers.csv']) expect(out).toContain(part);
});

test.each([
  [['nonsense'], 2, /unknown command/],
  [['get', '1000000'], 2, /--url, PROFILES_URL/],
  [['--url', 'nowhere', 'get', '1000000'], 2, /no address of a service/],
  [['--url', 'http://127.0.0.1:9', 'get', 'one'], 2, /no customer number/],
  [['--url', 'http://127.0.0.1:9', 'get', '1000000'], 3, /profiles login/],
  [['login', '--issuer', 'https://login.example.no'], 2, /PROFILES_URL/],
  [['webhooks', 'listen', '--forward-to', 'nonsense'], 2, /"nonsense" is no address/],
  [['webhooks', 'listen', '--forward-to', 'localhost:4242/webhooks'], 2, /begins with http:/],
  [['webhooks', 'listen', '--forward-to', 'ftp://localhost/'], 2, /begins with http:/],
  [['import', '/no/such/file.csv', '--suggest-mapping'], 2, /There is no file/],
  [['import', '/', '--suggest-mapping'], 2, /is a directory: import its files/],
  [['import', '-', '--suggest-mapping'], 2, /save it first/],
  [['import', 'resume', '/no/such/customers.csv'], 1, /^ENOENT: .*'\/no\/such'$/],
])('%j ends with %i and says what to do', async (args, expected, note) => {
  const { code, notes } = await cli(...args);
  expect(notes).toMatch(note);
  expect(code).toBe(expected);
});

test.each([
  [['import', 'customers.csv'], 'Interrupted. The import goes on with "profiles import resume <file>".'],
  [['import', 'resume', 'customers.csv'], 'Interrupted. The import goes on with "profiles import resume <file>".'],
  [['events', 'tail'], 'Interrupted.'],
])('%j that is interrupted ends with 130', async (args, note) => {
  const { code, notes } = await cliUntil(AbortSignal.abort(), args);
  expect(notes).toBe(note);
  expect(code).toBe(130);
});
