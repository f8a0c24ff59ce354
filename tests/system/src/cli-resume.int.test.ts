import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEADER, line, MAPPING, type Summary } from './cli-files.js';
import { startCliWorld } from './cli-world.js';
import { stoppingProxy } from './import-proxies.js';

const CLI = fileURLToPath(new URL('../../../apps/cli/dist/main.js', import.meta.url));

let world: Awaited<ReturnType<typeof startCliWorld>>;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(() => world?.close());

/** The report of an import that is not done. */
async function runningReportOf(path: string): Promise<string> {
  const names = await readdir(dirname(path));
  const [name, ...others] = names.filter(
    (file) => file.startsWith(`${basename(path)}.import-`) && file.endsWith('.refused.csv'),
  );
  expect([typeof name, others]).toEqual(['string', []]);
  return join(dirname(path), name ?? '');
}

test.each([
  ['each row has its effect once, and the report has each refused row once', 'refuse', 1],
  // The calls of an import that updates go one by one: the first one was reported before the second one.
  ['a report that was removed meanwhile is made again', 'update', 2],
])('an interrupted import is resumed: %s', async (_name, onExisting, calls) => {
  const { cli, api } = await world.newOrganisation();
  const mapping = await world.file(MAPPING, 'mapping.yaml');
  const rows = Array.from({ length: 650 }, (_row, index) =>
    line(index, index % 100 === 7 ? { born: '31.02.1980' } : {}),
  );
  const path = await world.file(`${[HEADER, ...rows].join('\n')}\n`);
  const stopped = new AbortController();
  const proxy = await stoppingProxy(world.adapterUrl, calls, stopped);
  const args = ['import', path, '--mapping', mapping, '--on-existing', onExisting, '--yes', '--json'];
  // The dry run takes two requests of rows; the import is stopped after a number of its own.
  const first = await cli(args, { signal: stopped.signal, url: proxy.url });
  expect([first.code, first.notes]).toEqual([130, expect.stringContaining('import resume')]);
  const changed = await cli(['import', 'resume', path], { url: world.adapterUrl });
  expect([changed.code, changed.notes]).toEqual([1, expect.stringContaining('is one of')]);
  proxy.passAll();
  if (calls > 1) await rm(await runningReportOf(path));
  const resumed = await cli(['import', 'resume', path, '--json'], { url: proxy.url });
  expect([resumed.code, (resumed.json() as Summary).counts]).toEqual([
    4,
    { created: 643, updated: 0, unchanged: 0, skipped: 0, refused: 7 },
  ]);
  const report = (await readFile(`${path}.refused.csv`, 'utf8')).trim().split('\n').slice(1);
  expect(report.map((row) => Number(row.split(';')[0]))).toEqual(
    Array.from({ length: 7 }, (_row, index) => index * 100 + 9),
  );
  expect((await api.profiles.search({ surname: 'Nordmann' })).totalItems).toBe(643);
  await proxy.close();
});

test('an import is resumed from another directory, in the name of the person who began it', async () => {
  const { cli, api } = await world.newOrganisation();
  const mapping = relative('.', await world.file(MAPPING, 'mapping.yaml'));
  const fileWith = (fields: { mobile?: string }) => {
    const rows = Array.from({ length: 650 }, (_row, index) => line(index, fields));
    return world.file(`${[HEADER, ...rows].join('\n')}\n`);
  };
  expect((await cli(['import', await fileWith({}), '--mapping', mapping, '--yes'])).code).toBe(0);
  const path = await fileWith({ mobile: '400 00 002' });
  const stopped = new AbortController();
  const proxy = await stoppingProxy(world.adapterUrl, 1, stopped);
  try {
    const args = [
      'import',
      path,
      '--mapping',
      mapping,
      '--on-existing',
      'update',
      '--yes',
      '--changed-by',
      'Kari i IT',
    ];
    expect((await cli(args, { signal: stopped.signal, url: proxy.url })).code).toBe(130);
    const [name = ''] = (await readdir(dirname(path))).filter((file) => file.includes('.import-'));
    const state = JSON.parse(await readFile(join(dirname(path), name), 'utf8')) as { options: { mapping: string } };
    expect(state.options.mapping).toBe(resolve(mapping));
    proxy.passAll();
    expect((await cli(['import', 'resume', path], { url: proxy.url })).code).toBe(0);
    const { customerNumber } = await api.profiles.getByCustomerReference({ customerReference: '649' });
    const { items } = await api.profiles.listChanges({ customerNumber });
    expect(items.map(({ changedBy }) => changedBy)).toContain('Kari i IT');
  } finally {
    await proxy.close();
  }
});

test.skipIf(!existsSync(CLI))(
  'a disk that gets full leaves no gap in the report, and the import goes on later',
  async () => {
    const { cli, token } = await world.newOrganisation();
    const mapping = await world.file(MAPPING, 'mapping.yaml');
    const rows = Array.from({ length: 1_500 }, (_row, index) => line(index, { email: 'kari@example.no' }));
    const path = await world.file(`${[HEADER, ...rows].join('\n')}\n`);
    const stopped = new AbortController();
    const proxy = await stoppingProxy(world.adapterUrl, 1, stopped);
    try {
      await cli(['import', path, '--mapping', mapping, '--yes'], { signal: stopped.signal, url: proxy.url });
      proxy.passAll();
      // A file may have 64 KiB there: the report of the first 500 rows is written in part, and then an error comes.
      const limited = spawn(
        'bash',
        ['-c', `ulimit -f 64; exec "$0" "$@"`, process.execPath, CLI, 'import', 'resume', path],
        {
          env: { PATH: process.env['PATH'], HOME: dirname(path), PROFILES_URL: proxy.url, PROFILES_TOKEN: token },
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
      const [notes, [code]] = await Promise.all([textOf(limited.stderr), once(limited, 'close')]);
      expect(code).toBe(1);
      expect(notes).toContain(`${await runningReportOf(path)} could not be written`);
      expect(notes).toContain(`profiles import resume ${path}`);
      const resumed = await cli(['import', 'resume', path, '--json'], { url: proxy.url });
      expect((resumed.json() as Summary).counts).toMatchObject({ created: 1, refused: 1_499 });
      const reported = (await readFile(`${path}.refused.csv`, 'utf8')).trim().split('\n').slice(1);
      expect(reported.map((row) => Number(row.split(';')[0]))).toEqual(rows.slice(1).map((_row, index) => index + 3));
    } finally {
      await proxy.close();
    }
  },
);

test('two imports of one file at once have a report each', async () => {
  const { cli } = await world.newOrganisation();
  const mapping = await world.file(MAPPING, 'mapping.yaml');
  const rows = Array.from({ length: 1_100 }, (_row, index) =>
    line(index, index % 100 === 7 ? { born: '31.02.1980' } : {}),
  );
  const path = await world.file(`${[HEADER, ...rows].join('\n')}\n`);
  const args = ['import', path, '--mapping', mapping, '--yes', '--json'];
  const summaries = (await Promise.all([cli(args), cli(args)])).map((result) => result.json() as Summary);
  expect(summaries.reduce((sum, { counts }) => sum + Number(counts['created']), 0)).toBe(1_089);
  expect(new Set(summaries.map(({ refusedRows }) => refusedRows)).size).toBe(2);
  for (const { counts, refusedRows = '' } of summaries) {
    const lines = (await readFile(refusedRows, 'utf8')).trim().split('\n').slice(1);
    expect(lines).toHaveLength(Number(counts['refused']));
  }
});
