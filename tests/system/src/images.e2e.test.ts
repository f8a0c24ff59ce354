import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '@profiles/devstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './crash-world.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

/** The steps of deploy/docker/Dockerfile for some apps, without Docker: each ends in a folder with its own needs only. */
async function deployed(apps: readonly string[], folder: string): Promise<Record<string, string>> {
  const { packageManager } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', CI: 'true' };
  const npx = (cwd: string, ...args: string[]) =>
    run('npx', ['--yes', '--package', packageManager.replace(/\+.*/, ''), '--', ...args], { cwd, env });
  const [out, build] = [join(folder, 'out'), join(folder, 'build')];
  const names = apps.map((app) => `@profiles/${app}`);
  await npx(ROOT, join(ROOT, 'node_modules/.bin/turbo'), 'prune', ...names, '--docker', '--out-dir', out);
  await cp(join(out, 'json'), build, { recursive: true });
  await npx(build, 'pnpm', 'install', '--frozen-lockfile', '--prefer-offline');
  await cp(join(out, 'full'), build, { recursive: true });
  await cp(join(ROOT, 'tsconfig.base.json'), join(build, 'tsconfig.base.json'));
  const filters = names.map((name) => `--filter=${name}`);
  await npx(build, join(build, 'node_modules/.bin/turbo'), 'run', 'build', ...filters);
  const targets: Record<string, string> = {};
  for (const app of apps) {
    targets[app] = join(folder, app);
    await npx(build, 'pnpm', `--filter=@profiles/${app}`, 'deploy', '--prod', '--legacy', targets[app]);
  }
  return targets;
}

const TOKENS = { AUTH_JWKS_URL: 'http://127.0.0.1:1/jwks', AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'x' };
const ENVIRONMENTS: Readonly<Record<string, Record<string, string>>> = {
  'openapi-adapter': { ...TOKENS, PROFILES_SERVICE_URL: 'http://127.0.0.1:1' },
  'profiles-service': { ...TOKENS, MONGODB_URI: 'memory:' },
  console: { CONSOLE_ISSUER: 'http://127.0.0.1:1', CONSOLE_SERVICE_URL: 'http://127.0.0.1:1' },
};

let folder: string;
let targets: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'profiles-image-'));
  targets = await deployed(Object.keys(ENVIRONMENTS), folder);
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(Object.entries(ENVIRONMENTS))('the image of %s', (app, env) => {
  let target: string;
  let child: ChildProcess | undefined;
  beforeAll(() => {
    target = targets[app] ?? '';
  });
  afterAll(() => {
    child?.kill('SIGKILL');
  });

  test('starts from the deployed files alone, and serves', { timeout: 60_000 }, async () => {
    const port = String(await freePort());
    const variables = { PATH: process.env['PATH'], ...env, PORT: port };
    child = spawn(process.execPath, [join(target, 'dist/main.js')], { cwd: target, env: variables, stdio: 'ignore' });
    const healthy = () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(healthy, 30);
  });

  test('holds production dependencies only, and the database’s driver only where there is a database', async () => {
    const packages = await readdir(join(target, 'node_modules/.pnpm'));
    const has = (name: string) => packages.some((one) => one.startsWith(`${name}@`));
    expect(has('mongodb')).toBe(app === 'profiles-service');
    // TypeScript is included: tRPC states it as a peer. It is never called.
    for (const name of ['vitest', 'vite', 'react', 'turbo', 'selfsigned', '@profiles+testkit', '@profiles+devstack']) {
      expect(has(name), name).toBe(false);
    }
    expect(has('fastify')).toBe(true);
  });

  test('refuses unsafe settings in production, and names them', async () => {
    const variables = { PATH: process.env['PATH'], ...env, NODE_ENV: 'production' };
    const ended = run(process.execPath, [join(target, 'dist/main.js')], { env: variables });
    await expect(ended).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/AUTH_JWKS_URL|CONSOLE_ISSUER/),
    });
  });
});
