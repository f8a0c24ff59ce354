import { z } from 'zod';
import { InvalidEnvironmentError } from './invalid-environment-error.js';

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** `true` or `false`; anything else is an error. */
export const booleanVariable = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Settings of every app. */
export const commonVariables = {
  /** Address to listen on. @defaultValue `127.0.0.1` */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** TCP port to listen on; 0 takes a free one. Each app sets its default. */
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** Least severe level that is logged. @defaultValue `info` */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** `production` rejects unsafe settings at start (SECURITY.md). @defaultValue `development` */
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** TLS is terminated by a load balancer in front of the apps and by a mesh between them. @defaultValue `false` */
  TLS_ELSEWHERE: booleanVariable.default(false),
  /**
   * Time between becoming unready and closing, in seconds. It must be longer than a load balancer needs to notice.
   *
   * @defaultValue 5 in production, otherwise 0
   */
  SHUTDOWN_DRAIN_SECONDS: z.coerce.number().min(0).max(300).optional(),
  /** The revision of the build, such as a commit. The metric `build_info` shows it. @defaultValue none: `unknown` */
  BUILD_REVISION: z.string().min(1).max(100).optional(),
};

type CommonSettings = z.output<z.ZodObject<typeof commonVariables>>;

/** The default of `SHUTDOWN_DRAIN_SECONDS` in production. */
const PRODUCTION_DRAIN_SECONDS = 5;

/** Address, log level and drain delay of an app, from its variables. */
export function listenSettingsFrom(read: CommonSettings) {
  const drainSeconds = read.SHUTDOWN_DRAIN_SECONDS ?? (read.NODE_ENV === 'production' ? PRODUCTION_DRAIN_SECONDS : 0);
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    drainMillis: drainSeconds * 1000,
    revision: read.BUILD_REVISION,
  };
}

/**
 * Reads settings from an environment. An empty variable counts as absent.
 *
 * @throws {@link InvalidEnvironmentError} naming every variable that is missing or not valid.
 */
export function readEnvironment<T extends z.ZodRawShape>(variables: T, env: Environment) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = z.object(variables).safeParse(set);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return `  ${name}: ${name in set ? message : 'required, but not set.'}`;
  });
  throw new InvalidEnvironmentError(
    `Set these environment variables (README.md describes them):\n${problems.join('\n')}`,
  );
}
