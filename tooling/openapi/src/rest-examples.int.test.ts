import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOnPath, runCommand } from '@profiles/devstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExampleServer, startExampleServer } from './examples/example-server.js';
import { type Generation, MissingToolError } from './generators/generator.js';
import { oapiCodegen, openApiPythonClient, pythonWithGenerator } from './generators/other-languages.js';

const PRINTED = /^\d{7} Kari Nordmann A\n617 Not found\.\n$/;
const TIMEOUT = { timeout: 300_000 };

let server: ExampleServer;
let work: string;
let env: Record<string, string | undefined>;

beforeAll(async () => {
  server = await startExampleServer();
  work = await mkdtemp(join(tmpdir(), 'rest-examples-'));
  env = { ...process.env, PROFILES_URL: `${server.url}/customers/v2`, TOKEN: await server.token() };
  await writeFile(join(work, 'openapi.json'), await (await fetch(`${server.url}/openapi.json`)).text());
}, TIMEOUT.timeout);
afterAll(async () => {
  await server.close();
  await rm(work, { recursive: true, force: true });
});

/** A copy of an example. */
async function copyOf(name: string): Promise<string> {
  const folder = join(work, name);
  await cp(fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url)), folder, { recursive: true });
  return folder;
}

const generation = (folder: string): Generation => ({
  ...{ document: join(work, 'openapi.json'), folder, env, log: console.log },
});

/** Why a test is skipped, where a language is missing. Under CI nothing is skipped. */
function reasonToSkip(error: unknown): string {
  if (error instanceof MissingToolError && process.env['CI'] !== 'true') return error.message;
  throw error;
}

describe('a client generated from the document, in a program of a few lines', () => {
  test('creates and reads a customer from Python', TIMEOUT, async ({ skip }) => {
    const folder = await copyOf('rest-python');
    try {
      await openApiPythonClient.generate(generation(join(folder, 'profiles_client')));
    } catch (error) {
      return skip(reasonToSkip(error));
    }
    const { python, env: withPackages } = await pythonWithGenerator({ env, log: console.log });
    const run = await runCommand({
      ...{ command: python, args: [join(folder, 'program.py')], timeoutMs: TIMEOUT.timeout },
      env: withPackages,
    });
    expect(run.output).toMatch(PRINTED);
  });

  test('creates and reads a customer from Go', TIMEOUT, async ({ skip }) => {
    const folder = await copyOf('rest-go');
    const go = await findOnPath('go', env);
    try {
      await oapiCodegen.generate(generation(join(folder, 'client.gen')));
    } catch (error) {
      return skip(reasonToSkip(error));
    }
    // The package of the generated file is that of the program.
    const generated = await readFile(join(folder, 'client.gen.go'), 'utf8');
    await writeFile(join(folder, 'client.gen.go'), generated.replace(/^package profiles$/m, 'package main'));
    const command = { command: go ?? 'go', timeoutMs: TIMEOUT.timeout, env: { ...env, CGO_ENABLED: '0' } };
    // Go tells what it downloads, in the output of the program.
    await runCommand({ ...command, args: ['-C', folder, 'mod', 'download'] });
    const run = await runCommand({ ...command, args: ['run', '-C', folder, '.'] });
    expect(run.output).toMatch(PRINTED);
  });
});
