import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const APPS = ['profiles-service', 'openapi-adapter', 'nats-publisher', 'retention', 'all-in-one'] as const;
export type AppName = (typeof APPS)[number];

const mainOf = (app: AppName) => fileURLToPath(new URL(`../../../apps/${app}/dist/main.js`, import.meta.url));

/** Whether the apps have been built: the tests that start processes run the build. */
export const APPS_ARE_BUILT = APPS.every((app) => existsSync(mainOf(app)));

/** An app as a process of its own. */
export interface AppProcess {
  /** Resolves to the exit code, or undefined when a signal ended it. */
  readonly exited: Promise<number | undefined>;
  /** Everything written to stdout and stderr. */
  output(): string;
  signal(name: NodeJS.Signals): void;
}

/** Starts the build of an app with these variables and nothing else of this process's environment. */
export function startAppProcess(app: AppName, env: Readonly<Record<string, string>>): AppProcess {
  const child = spawn(process.execPath, [mainOf(app)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    exited: once(child, 'close').then(([code]) => (code as number | null) ?? undefined),
    output: () => output,
    signal: (name) => child.kill(name),
  };
}

/** Whether a URL responds with success. */
export async function respondsOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
