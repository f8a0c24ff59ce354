import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, startGuarded } from '../process/guarded-process.js';
import { waitUntil } from '../process/wait-until.js';
import { logTail } from './log-tail.js';
import { ROOT } from './options.js';

export type AppToStart = { name: string; port: number; env: Environment; logFolder: string; watch: boolean };

export type RunningApp = {
  name: string;
  url: string;
  pid: number;
  /** Resolves when it has ended, to a text that says so with the end of its log. */
  ended: Promise<string>;
  stop(): Promise<void>;
  /** It is started by a debugger: nothing waits for it. */
  isOfDebugger?: boolean;
};

const RESTARTING = fileURLToPath(new URL('../../restarting.mjs', import.meta.url));
/** Apps that answer a developer's calls. After a save they restart first, with the processor to themselves. */
const RESTARTED_FIRST = ['profiles-service', 'openapi-adapter', 'all-in-one'];
/** Time after a save until the other apps restart, in milliseconds. The first ones need about that long on two cores. */
const OTHERS_AFTER_MS = 1_500;
const READY_TIMEOUT_MS = 30_000;
/** For the requests that still run. */
const GRACE_MS = 10_000;

/** Starts apps/<name>/dist/main.js. It is not waited for: see whenReady. */
export async function startApp({ name, port, env, logFolder, watch }: AppToStart): Promise<RunningApp> {
  const main = join(ROOT, 'apps', name, 'dist', 'main.js');
  await access(main).catch(() => {
    throw new Error(`${name} is not built: there is no ${main}.`);
  });
  const logFile = join(logFolder, `${name}.log`);
  // Each start has a log of its own, and the one before is still there to look at.
  await rename(logFile, join(logFolder, `${name}.previous.log`)).catch(() => {});
  const child = await startGuarded({
    name,
    command: process.execPath,
    args: watch ? [RESTARTING, main, ...settleTime(name)] : ['--enable-source-maps', main],
    env: { ...env, HOST: '127.0.0.1', PORT: String(port) },
    cwd: ROOT,
    logFile,
  });
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    ended: child.exited.then(async (code) => {
      const how = code === null ? 'was killed' : `ended with code ${code}`;
      return `${name} ${how}. The end of ${logFile}:\n${await logTail(logFile)}`;
    }),
    stop: () => child.stop(GRACE_MS),
  };
}

function settleTime(name: string): string[] {
  return RESTARTED_FIRST.includes(name) ? [] : [String(OTHERS_AFTER_MS)];
}

/** Writes the app's own settings to a file that a debugger reads when it starts the app. */
export async function writeEnvironment({ name, port, env }: AppToStart, folder: string, outer: Environment) {
  const own = Object.entries({ ...env, HOST: '127.0.0.1', PORT: String(port) }).filter(
    ([variable, value]) => value !== undefined && outer[variable] !== value,
  );
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, `${name}.env`),
    own.map(([variable, value]) => `${variable}=${quoted(String(value))}\n`).join(''),
  );
}

/** As a shell, `node --env-file` and editors read it. A connection string can have a `&`. */
function quoted(value: string): string {
  return /^[\w.:/@,-]*$/.test(value) ? value : `'${value}'`;
}

/** An app that is not started here: a debugger starts it, whenever it likes. */
export function appOfDebugger({ name, port }: AppToStart, log: (line: string) => void): RunningApp {
  log(`${name} is left to a debugger: start it on port ${port} with the settings of ${name}.env.`);
  return {
    ...{ name, url: `http://127.0.0.1:${port}`, pid: process.pid },
    ended: new Promise<string>(() => {}),
    stop: async () => {},
    isOfDebugger: true,
  };
}

/** Waits until the app says that it is ready; throws with the end of its log when it ends or takes too long. */
export async function whenReady(app: RunningApp): Promise<void> {
  if (app.isOfDebugger) return;
  const over = new AbortController();
  let end: string | undefined;
  void app.ended.then((text) => {
    end = text;
    over.abort();
  });
  const patience = { timeoutMs: READY_TIMEOUT_MS, everyMs: 50, signal: over.signal };
  if ((await waitUntil(() => saysReady(app), patience)) && end === undefined) return;
  throw new Error(end ?? `${app.name} is not ready after ${READY_TIMEOUT_MS / 1000} s: ${await readiness(app)}`);
}

async function saysReady({ url }: RunningApp): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );
}

async function readiness({ url }: RunningApp): Promise<string> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.text(),
    () => 'it does not answer.',
  );
}
