import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startGuarded, type TokenIssuer } from '@profiles/devstack';
import { untilReady } from '../until-ready.js';

const APPS = fileURLToPath(new URL('../../../../apps/', import.meta.url));
const UNLIMITED = '100000000';
const READY_MILLIS = 60_000;
/**
 * The old generation of each heap at most, in MiB: half of the memory that the chart gives the container. Without a limit V8 follows
 * the memory of the machine, and lets a heap of 45 MiB grow to 200 before it collects what a part of an import has left.
 */
export const HEAP_MIB = { 'profiles-service': 512, 'openapi-adapter': 384 } as const;

/** The service and the adapter, as processes of their own. */
export interface ImportApps {
  /** The origin of the REST API. */
  readonly url: string;
  readonly pids: Readonly<Record<'profiles-service' | 'openapi-adapter', number>>;
  stop(): Promise<void>;
}

/** Where and how both are started. */
interface Started {
  readonly store: { readonly mongoUri: string; readonly database: string };
  readonly issuer: TokenIssuer;
  readonly dataDir: string;
  /** Whether the heaps have the limits that the chart's containers lead to. */
  readonly isLimited: boolean;
}

/** Starts both on a database. */
export async function startImportApps({ store, issuer, dataDir, isLimited }: Started): Promise<ImportApps> {
  const heapLimitOf = (name: keyof typeof HEAP_MIB) => (isLimited ? [`--max-old-space-size=${HEAP_MIB[name]}`] : []);
  const auth = {
    ...{ AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience },
    ...{ RATE_LIMIT_PER_MINUTE: UNLIMITED, RATE_LIMIT_UNIDENTIFIED_PER_MINUTE: UNLIMITED },
  };
  const start = async (name: keyof typeof HEAP_MIB, settings: Record<string, string>) => {
    const port = await freePort();
    const program = await startGuarded({
      ...{ name, command: process.execPath, args: [...heapLimitOf(name), join(APPS, name, 'dist/main.js')] },
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...auth, ...settings, PORT: String(port) },
      logFile: join(dataDir, `${name}.log`),
    });
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url, { everyMillis: 50, maxMillis: READY_MILLIS });
    return { url, program };
  };
  const service = await start('profiles-service', { MONGODB_URI: store.mongoUri, MONGODB_DATABASE: store.database });
  const adapter = await start('openapi-adapter', { PROFILES_SERVICE_URL: service.url });
  return {
    url: adapter.url,
    pids: { 'profiles-service': service.program.pid, 'openapi-adapter': adapter.program.pid },
    async stop() {
      await adapter.program.stop();
      await service.program.stop();
    },
  };
}

/** A command of `profiles` that runs. */
export interface RunningCommand {
  readonly pid: number;
  /** Its exit code, or null when it was killed. */
  readonly ended: Promise<number | null>;
  kill(): void;
}

/** Runs the command line in a process of its own. */
export function startCommand(
  args: readonly string[],
  { url, token, home }: { readonly url: string; readonly token: string; readonly home: string },
): RunningCommand {
  const child = spawn(process.execPath, [join(APPS, 'cli/dist/main.js'), ...args], {
    env: { PATH: process.env['PATH'], HOME: home, PROFILES_URL: url, PROFILES_TOKEN: token },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    pid: child.pid ?? 0,
    ended: once(child, 'close').then(([code]) => code as number | null),
    kill: () => void child.kill('SIGKILL'),
  };
}
