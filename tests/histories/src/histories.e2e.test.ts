import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildChecker } from './checker.js';
import type { Call, History } from './history.js';
import { checkKeys } from './key-check.js';
import { PLANTED } from './planted.js';
import { checkProfiles } from './profile-check.js';
import { record } from './record.js';
import { startWorld, type World } from './world.js';

const isBuilt = existsSync(fileURLToPath(new URL('../../../apps/all-in-one/dist/main.js', import.meta.url)));
const serversFound = process.env['MONGODB_URI'] !== undefined && process.env['NATS_URL'] !== undefined;

const SEED = Number(process.env['HISTORIES_SEED'] ?? Date.now() % 1_000_000);
const MINUTES = Number(process.env['HISTORIES_MINUTES'] ?? 0.25);
const STRETCH_MILLIS = 8_000;
const STRETCHES = Math.max(2, Math.round((MINUTES * 60_000) / STRETCH_MILLIS));
/** Starts and ends, and what a stretch waits for. */
const TIMEOUT_MILLIS = 240_000 + MINUTES * 60_000 * 5;

describe.skipIf(!serversFound || !isBuilt)('the history of a run in which everything fails', () => {
  let world: World;
  let history: History;
  let checker: Awaited<ReturnType<typeof buildChecker>>;

  beforeAll(async () => {
    [world, checker] = await Promise.all([startWorld(), buildChecker()]);
    history = await record(world, { seed: SEED, stretches: STRETCHES, stretchMillis: STRETCH_MILLIS });
    await keep(history);
    console.log(summaryOf(history));
  }, TIMEOUT_MILLIS);
  afterAll(() => world?.close());

  const keysAreChecked = (skip: (note: string) => void): string => {
    if ('program' in checker) return checker.program;
    console.warn(`EMAILS, CARDS AND SURVIVORS ARE NOT CHECKED: ${checker.reason}.`);
    skip(checker.reason);
    return '';
  };

  test('every revision of a profile follows from the one before, and is in the stream once', () => {
    expect(checkProfiles(history)).toEqual([]);
  });

  test('calls about emails, cards and survivors are linearisable', async ({ skip }) => {
    const program = keysAreChecked(skip);
    expect(await checkKeys(history, program)).toEqual([]);
  });

  test.each(PLANTED)('a planted violation is found: $name', async ({ finder, plant }) => {
    const planted = plant(history);
    // A short history on a slow machine need not have each kind of call.
    if (planted === undefined) return console.warn('The history has no place for this violation.');
    if (finder === 'profiles') return expect(checkProfiles(planted)).not.toEqual([]);
    if ('program' in checker) expect(await checkKeys(planted, checker.program)).not.toEqual([]);
  });
});

function summaryOf({ seed, calls, failures }: History): string {
  const count = (outcome: Call['outcome']) => calls.filter((call) => call.outcome === outcome).length;
  const counts = (['ok', 'fail', 'unknown'] as const).map((outcome) => `${count(outcome)} ${outcome}`).join(', ');
  const kinds = failures.map(({ kind }) => kind).join(', ');
  return `seed ${seed}: ${calls.length} calls (${counts}) beside ${failures.length} failures: ${kinds}`;
}

/** Keeps the history, from which a violation is explained. */
async function keep(history: History): Promise<void> {
  const folder = fileURLToPath(new URL('../dist/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const { calls, failures, published, seed } = history;
  const lines = [...calls, ...failures, ...published].map((one) => JSON.stringify(one));
  await writeFile(`${folder}history-${seed}.jsonl`, `${lines.join('\n')}\n`);
}
