import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '@profiles/openapi-adapter';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const rulesOf = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-lint-'));
  file = join(folder, 'openapi.json');
  const document = openApiDocument({ prefix: '/customers/v2', publicUrl: 'https://profiles.example.org' });
  await writeFile(file, JSON.stringify(document, null, 2));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program of a package; the result is what it prints. */
async function run(packageName: string, args: readonly string[]): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const { bin } = JSON.parse(await readFile(manifest, 'utf8')) as { bin: string | Record<string, string> };
  const program = join(dirname(manifest), typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? ''));
  return new Promise((resolve) => {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    execFile(process.execPath, [program, ...args], { cwd: folder, env, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    );
  });
}

describe('the OpenAPI document', () => {
  test('has no errors and no warnings in Spectral', { timeout: 180_000 }, async () => {
    const output = await run('@stoplight/spectral-cli', ['lint', '--ruleset', rulesOf('spectral.yaml'), file]);
    expect(output).toContain("No results with a severity of 'error' found!");
    expect(output).not.toMatch(/warning|problem/);
  });

  test('has no errors and no warnings in Redocly', { timeout: 180_000 }, async () => {
    const output = await run('@redocly/cli', ['lint', '--config', rulesOf('redocly.yaml'), file]);
    expect(output).toContain('Your API description is valid');
    expect(output).not.toMatch(/You have \d+/);
  });
});
