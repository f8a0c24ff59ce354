import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

/** Runs the compiler; what it complains of is the error. */
async function compile(args: string[]): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, args);
  } catch (error) {
    throw new Error((error as { stdout: string }).stdout);
  }
}

/** The program of a partner with the client that was generated from our document. The compiler reads it. */
const PROGRAM = `
import { client } from './client/client.gen.js';
import { profilesCreate, profilesGet, profilesSearch } from './client/sdk.gen.js';

export async function partner({ baseUrl, token, organisationId }: { baseUrl: string; token: string; organisationId: number }) {
  client.setConfig({ baseUrl, auth: () => token, headers: { 'ET-Client-Name': 'acme-partner' } });
  const created = await profilesCreate({
    body: { organisationId, surname: 'Nordmann', firstName: 'Kari', createdBy: 'web', createdByChannel: 'web' },
    throwOnError: true,
  });
  const customerNumber: number = created.data.customerNumber;
  const found = await profilesGet({ path: { customerNumber }, query: { includePreferences: true }, throwOnError: true });
  const page = await profilesSearch({ query: { surname: 'nord', perPage: 5 }, throwOnError: true });
  const unknown = await profilesGet({ path: { customerNumber: 9_000_000_000_000 } });
  const code: number | undefined = unknown.error?.errorCode;
  return { created: created.data, found: found.data, total: page.data.totalItems, code };
}
`;

describe.skipIf(MONGODB_URI === undefined)('a client generated from the OpenAPI document', () => {
  const organisationId = randomInt(1, 1_000_000);
  let stack: Stack;
  let folder: string;

  beforeAll(async () => {
    stack = await startStack();
    folder = await mkdtemp(join(tmpdir(), 'profiles-client-'));
    const document = await (await fetch(`${stack.adapterUrl}/openapi.json`)).json();
    await createClient({
      input: document as never,
      output: { path: join(folder, 'client'), module: { extension: '.js' } },
      logs: { level: 'silent' },
    });
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'program.ts'), PROGRAM);
  });
  afterAll(async () => {
    await stack.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('compiles, and its calls do what the document says', async () => {
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
    const flags = [
      '--ignoreConfig',
      '--strict',
      '--skipLibCheck',
      '--target',
      'es2023',
      '--lib',
      'es2023,dom,dom.iterable',
    ];
    await compile([tsc, ...flags, '--module', 'nodenext', '--rootDir', folder, join(folder, 'program.ts')]);
    const { partner } = await import(join(folder, 'program.js'));
    const token = await stack.token({ organisationId });
    const seen = await partner({ baseUrl: `${stack.adapterUrl}/customers/v2`, token, organisationId });
    expect(seen.created).toMatchObject({ surname: 'Nordmann', organisationId, profileType: 'S', status: 'A' });
    expect(seen.found).toEqual({ ...seen.created, preferences: [] });
    expect(seen).toMatchObject({ total: 1, code: 617 });
  });
});
