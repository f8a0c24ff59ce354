/**
 * `node tooling/run/reload-time.mjs [rounds]`: the time from saving a file until the restarted apps respond to `/healthz`, under
 * `npm run dev` on data of its own. It prints the times and compares them with nothing. Each file is saved with a comment
 * more, and restored.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from './repository.mjs';

/** The saved file, and the apps that import it. */
const SAVES = [
  ['packages/domain/src/merge-profiles.ts', ['profiles-service', 'openapi-adapter']],
  ['packages/contracts/src/fields.ts', ['profiles-service', 'openapi-adapter']],
  ['packages/application/src/operations/profiles/merge-profiles.ts', ['profiles-service']],
  ['apps/openapi-adapter/src/rest-routes.ts', ['openapi-adapter']],
];
const ROUNDS = Number(process.argv[2] ?? 3);
const POLL_MILLIS = 5;
/** An app that is shutting down can leave a request without a response. */
const RESPONSE_MILLIS = 1_000;
/** A restart that takes longer has failed. */
const TIMEOUT_MILLIS = 60_000;
/** The other apps restart and the types are checked beside the restarted apps: the next save waits until all that is over. */
const REST_MILLIS = 20_000;

const dataDir = await mkdtemp(join(tmpdir(), 'profiles-reload-'));
const dev = spawn(process.execPath, [join(ROOT, 'tooling/run/dev.mjs'), '--data', dataDir, '--seed', '0'], {
  cwd: ROOT,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise((resolve) => dev.once('exit', resolve));
try {
  await readyLine();
  for (const [file, apps] of SAVES) {
    for (let round = 1; round <= ROUNDS; round += 1) console.log(await timesOf(file, apps));
  }
} finally {
  dev.kill('SIGINT');
  await ended;
  await rm(dataDir, { recursive: true, force: true });
}

async function readyLine() {
  const lines = createInterface({ input: dev.stdout });
  await new Promise((resolve, reject) => {
    lines.on('line', (line) => line.startsWith('Ready after') && resolve());
    lines.on('close', () => reject(new Error('npm run dev ended before it was ready.')));
  });
}

async function timesOf(file, apps) {
  const path = join(ROOT, file);
  const text = await readFile(path, 'utf8');
  try {
    const saved = performance.now();
    const restarts = apps.map(async (app) => `${app} ${await restarted(app, saved)} s`);
    await writeFile(path, `${text}// Saved at ${new Date().toISOString()}.\n`);
    return `${file}: ${(await Promise.all(restarts)).join(', ')}`;
  } finally {
    await pause(REST_MILLIS);
    await writeFile(path, text);
    await pause(REST_MILLIS);
  }
}

/** Seconds from the save until the app, which has closed its port meanwhile, responds again. */
async function restarted(app, saved) {
  const settings = await readFile(join(dataDir, 'env', `${app}.env`), 'utf8');
  const url = `http://127.0.0.1:${/^PORT=(\d+)$/m.exec(settings)[1]}/healthz`;
  for (let wasClosed = false; performance.now() - saved < TIMEOUT_MILLIS; await pause(POLL_MILLIS)) {
    const responds = await respondsOk(url);
    if (wasClosed && responds) return ((performance.now() - saved) / 1000).toFixed(2);
    wasClosed ||= !responds;
  }
  throw new Error(`${app} did not restart in ${TIMEOUT_MILLIS / 1000} s.`);
}

async function respondsOk(url) {
  try {
    const response = await fetch(url, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(RESPONSE_MILLIS),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
