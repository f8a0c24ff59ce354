import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { cacheFolder, findOnPath, freePort, installOnce, runCommand } from '@profiles/devstack';
import { Pool } from 'undici';
import { personOf } from '../population.js';
import { usageOfProcess } from '../process-usage.js';
import type { Contender, Surroundings } from './contender.js';

const VERSION = 'v1.3.1';
const SCHEMA = {
  $id: 'customer',
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: {
          type: 'string',
          format: 'email',
          'ory.sh/kratos': { credentials: { password: { identifier: true } } },
        },
        firstName: { type: 'string' },
        surname: { type: 'string' },
        dateOfBirth: { type: 'string' },
      },
    },
  },
};

/** Ory Kratos with SQLite in write-ahead mode: its figures include its database. */
export async function startKratos({ customers }: Surroundings): Promise<Contender> {
  const kratos = await built();
  const folder = await mkdtemp(join(tmpdir(), 'kratos-'));
  const [admin, open] = [await freePort(), await freePort()];
  await writeFile(join(folder, 'schema.json'), JSON.stringify(SCHEMA));
  await writeFile(join(folder, 'kratos.json'), JSON.stringify(configOf(folder, admin, open)));
  const config = ['--config', join(folder, 'kratos.json')];
  const migrated = await runCommand({
    ...{ command: kratos, args: ['migrate', 'sql', '--read-from-env', '--yes', ...config] },
    ...{ env: { ...process.env, DSN: databaseIn(folder) }, timeoutMs: 60_000 },
  });
  if (!migrated.ok) throw new Error(`kratos migrate failed: ${migrated.reason}`);
  const child = spawn(kratos, ['serve', ...config, '--dev'], { stdio: 'ignore', env: process.env });
  process.on('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${admin}`;
  await ready(url, child);
  const ids = await load(url, customers);
  await analysed(join(folder, 'kratos.sqlite'));
  return {
    ...{ url, ids, usage: () => usageOfProcess(child.pid ?? 0) },
    async close() {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function databaseIn(folder: string): string {
  return `sqlite://${join(folder, 'kratos.sqlite')}?_fk=true&_journal_mode=WAL&mode=rwc`;
}

function configOf(folder: string, admin: number, open: number) {
  return {
    dsn: databaseIn(folder),
    identity: {
      default_schema_id: 'customer',
      schemas: [{ id: 'customer', url: `file://${join(folder, 'schema.json')}` }],
    },
    serve: { admin: { host: '127.0.0.1', port: admin }, public: { host: '127.0.0.1', port: open } },
    selfservice: { default_browser_return_url: 'http://127.0.0.1/', methods: { password: { enabled: true } } },
    log: { level: 'fatal' },
    secrets: { cookie: ['a-secret-of-the-bench'], cipher: ['32-LONG-SECRET-NOT-SECURE-AT-ALL'] },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt++) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await setTimeout(200);
  }
  throw new Error('Kratos did not become ready.');
}

/** Makes the customers; their ids, in order. */
async function load(url: string, customers: number): Promise<string[]> {
  const pool = new Pool(url, { connections: 4 });
  const ids: string[] = [];
  let next = 0;
  const work = async () => {
    for (let n = next++; n < customers; n = next++) {
      const traits = { ...personOf(n), dateOfBirth: '1985-04-12' };
      const answer = await pool.request({
        ...{ method: 'POST', path: '/admin/identities', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ schema_id: 'customer', traits }),
      });
      ids[n] = ((await answer.body.json()) as { id: string }).id;
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  await pool.close();
  return ids;
}

/** Lets SQLite know what is in its tables; without, its plans are bad. Where there is no Python, they stay so. */
async function analysed(file: string): Promise<void> {
  const python = await findOnPath('python3', process.env);
  if (python === undefined) return;
  const script = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=30); c.execute("ANALYZE"); c.commit()';
  await runCommand({ command: python, args: ['-c', script, file], env: process.env, timeoutMs: 60_000 });
}

/** Builds it from the zip of its module: `go install` refuses modules that replace others. */
async function built(): Promise<string> {
  const folder = join(cacheFolder(process.env), 'kratos', VERSION);
  await installOnce(folder, async (empty) => {
    const go = await findOnPath('go', process.env);
    if (go === undefined) throw new Error('go is not on PATH');
    const env = { ...process.env, GOFLAGS: '-mod=mod', CGO_ENABLED: '1' };
    const run = (args: string[], cwd: string) => runCommand({ command: go, args, cwd, env, timeoutMs: 15 * 60_000 });
    const fetched = await run(['mod', 'download', '-json', `github.com/ory/kratos@${VERSION}`], empty);
    const source = /"Dir": "(.*)"/.exec(fetched.output)?.[1];
    if (!fetched.ok || source === undefined) throw new Error(`the source of Kratos can't be had: ${fetched.reason}`);
    const copy = join(empty, 'source');
    await cp(source, copy, { recursive: true, mode: 0 });
    await runCommand({ command: 'chmod', args: ['-R', 'u+w', copy], env, timeoutMs: 60_000 });
    const done = await run(['build', '-tags', 'sqlite', '-o', join(empty, 'kratos'), '.'], copy);
    if (!done.ok) throw new Error(`go build failed: ${done.reason}`);
    await rm(copy, { recursive: true, force: true });
  });
  return join(folder, 'kratos');
}
