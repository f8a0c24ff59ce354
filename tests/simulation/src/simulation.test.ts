import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LOST_UPDATE = 'lost update of a profile';

/** Runs a command line of the simulation. A broken guarantee ends it with 1. */
async function command(
  file: 'run.mjs' | 'find-planted.mjs',
  ...args: string[]
): Promise<{ code: number; output: string }> {
  const run = promisify(execFile)(process.execPath, [`tests/simulation/${file}`, ...args], { cwd: ROOT });
  return run.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout, stderr }) => ({ code, output: `${stdout}${stderr}` }),
  );
}

const digestsIn = (output: string) => output.split('\n').filter((line) => /^\d+ [0-9a-f]{16}$/.test(line));

test('a seed determines every step, in any process and on any thread', async () => {
  const seeds = ['--from', '1', '--seeds', '12', '--digest'];
  const one = await command('run.mjs', ...seeds, '--threads', '1');
  const two = await command('run.mjs', ...seeds, '--threads', '2');
  expect(one).toMatchObject({ code: 0 });
  expect(digestsIn(one.output)).toHaveLength(12);
  expect(new Set(digestsIn(two.output))).toEqual(new Set(digestsIn(one.output)));
});

test('a planted fault is found, shrunk, and repeated by the printed command', async () => {
  const found = await command('run.mjs', '--from', '1', '--seeds', '2000', '--plant', LOST_UPDATE);
  expect(found.code).toBe(1);
  expect(found.output).toContain('[no lost update]');
  const [, shrunk] = /--case '(.+)'/.exec(found.output) ?? [];
  const [, left, all] = /Shrunk to (\d+) of (\d+) actions/.exec(found.output) ?? [];
  expect(Number(left)).toBeLessThan(Number(all));
  const repeated = await command('run.mjs', '--plant', LOST_UPDATE, '--case', shrunk ?? '');
  expect(repeated).toMatchObject({ code: 1 });
  expect(repeated.output).toContain('[no lost update]');
  // Without the fault the same case holds.
  expect(await command('run.mjs', '--case', shrunk ?? '')).toMatchObject({ code: 0 });
});

test('every planted fault fits the sources', async () => {
  expect(await command('find-planted.mjs', '--check')).toMatchObject({ code: 0 });
});

/** Rules about lookups, searches, input and options, which the API suite checks; they are no statements about a history. */
const CHECKED_BY_THE_API_SUITE = [
  ...['REDIR-1', 'REDIR-2', 'DEL-2', 'DEACT-2', 'CARD-5', 'VERIFIED-1', 'LIMIT-1', 'PREF-1', 'MERGE-3'],
  ...['PREVIEW-1', 'TAKE-1', 'FIND-1', 'DUP-1'],
];
/** Rules of imports and webhooks, which have suites of their own. */
const OF_OTHER_SUITES = /^(IMPORT|HASH|HOOK)-/;

test('every rule of docs/rules.md is checked by the simulation, or named as one that the API suite checks', async () => {
  const rules = [...readFileSync(`${ROOT}/docs/rules.md`, 'utf8').matchAll(/^\| \[([A-Z]+-\d+)\]/gm)].map(
    ([, id = '']) => id,
  );
  const { output } = await command('run.mjs', '--guarantees');
  const isKnown = (id: string) =>
    output.includes(`[${id}]`) || CHECKED_BY_THE_API_SUITE.includes(id) || OF_OTHER_SUITES.test(id);
  expect(rules.filter((id) => !isKnown(id))).toEqual([]);
  expect(CHECKED_BY_THE_API_SUITE.filter((id) => output.includes(`[${id}]`) || !rules.includes(id))).toEqual([]);
});
