import type { Environment } from './environment.js';
import { InvalidEnvironmentError } from './invalid-environment-error.js';
import { ListenError } from './listen-error.js';
import { type RunningApp, runUntilStopped } from './running-app.js';
import { startTracing } from './tracing/tracing.js';
import { unknownVariables } from './unknown-variables.js';

/**
 * Starts an app and runs it until a signal stops it: the whole `main.ts` of an app. An app that cannot start tells why
 * and exits with 1 at once, also when connections or timers of it are still open.
 * @param name the name of the app, also in its traces
 */
export async function runApp(
  name: string,
  env: Environment,
  start: (env: Environment) => Promise<RunningApp>,
): Promise<void> {
  try {
    // First: servers look at start whether they are traced.
    const tracing = await startTracing(env, name);
    const app = await start(env);
    announceEnvironment(app.log, env);
    runUntilStopped(tracing === undefined ? app : { ...app, close: () => app.close().finally(tracing.stop) });
  } catch (error) {
    exitUnstarted(error);
  }
}

/** Tells why an app cannot start, and exits with 1. */
export function exitUnstarted(error: unknown): never {
  const isExplained = error instanceof InvalidEnvironmentError || error instanceof ListenError;
  // biome-ignore lint/suspicious/noConsole: there is no logger before an app has started.
  console.error(isExplained ? error.message : error);
  process.exit(1);
}

/** A class of errors. */
type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Tells why a command of an operator failed, and lets it exit with 1. Of an error of these classes, and of the environment,
 * the message says all.
 */
export function reportFailedCommand(error: unknown, explained: readonly ErrorClass[] = []): void {
  const isExplained = [InvalidEnvironmentError, ...explained].some((one) => error instanceof one);
  // biome-ignore lint/suspicious/noConsole: a command writes to the terminal of its operator.
  console.error(isExplained ? (error as Error).message : error);
  process.exitCode = 1;
}

/** Warns at start of what an operator should notice: development mode, and variables that are probably misspelt. */
export function announceEnvironment(log: Pick<RunningApp['log'], 'warn'>, env: Environment): void {
  if ((env['NODE_ENV'] || 'development') === 'development') {
    log.warn('development mode: unsafe settings are accepted. Set NODE_ENV=production where real customers are served');
  }
  for (const { name, nearest } of unknownVariables(env)) {
    log.warn(
      { variable: name },
      `the environment variable ${name} is unknown and has no effect; did you mean ${nearest}?`,
    );
  }
}
