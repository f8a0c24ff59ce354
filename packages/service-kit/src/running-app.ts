import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { ListenError } from './listen-error.js';
import { REQUESTS_GRACE_MILLIS, shutdownOf } from './shutdown.js';

/** An app that listens. */
export interface RunningApp {
  readonly url: string;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>;
  /** How long {@link drain} takes, in milliseconds. */
  readonly drainMillis: number;
  /** Reports unready and waits for the drain delay, in which requests are still served. Part of {@link close}. */
  drain(): Promise<void>;
  /**
   * Drains, accepts no more connections, finishes requests in progress, then releases what they needed. A second call
   * waits for the first.
   */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  /** 0: a free port. */
  readonly port: number;
  /** The delay between becoming unready and closing, in milliseconds. @defaultValue 0 */
  readonly drainMillis?: number | undefined;
  /** Releases what the requests needed: called after the last request, or when the port is not available. */
  readonly release: () => Promise<void>;
}

/** Time for releasing everything when an app cannot listen, in milliseconds. */
const RELEASE_MILLIS = 2_000;

/**
 * Listens.
 *
 * @throws {@link ListenError} when the address is not available; everything is released before.
 */
export async function listen(server: FastifyInstance, options: ListenOptions): Promise<RunningApp> {
  const { host, port, release, drainMillis = 0 } = options;
  const url = await server.listen({ host, port }).catch(async (error: NodeJS.ErrnoException) => {
    await server.close().catch(() => undefined);
    // Bounded: what it needs for that may not be reachable, and the caller is to learn of the port soon.
    await Promise.race([release().catch(() => undefined), delay(RELEASE_MILLIS, undefined, { ref: false })]);
    throw new ListenError({ host, port }, error);
  });
  const shutdown = shutdownOf(server);
  let closed: Promise<void> | undefined;
  const close = async () => {
    await shutdown.drain(drainMillis);
    await shutdown.close();
    await release();
  };
  return {
    ...{ url, log: server.log, drainMillis },
    drain: () => shutdown.drain(drainMillis),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** How long a shutdown may take beside the drain delay before the process exits with 1, in milliseconds. */
const MAX_SHUTDOWN_MILLIS = REQUESTS_GRACE_MILLIS + 5_000;

/**
 * Runs an app until SIGTERM or SIGINT, then closes it and exits with 0. Exits with 1 at a second signal, and when closing
 * fails or takes longer than 20 s beside the drain delay.
 */
export function runUntilStopped(app: RunningApp): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    app.log.info(`${signal}: shutting down`);
    setTimeout(() => process.exit(1), app.drainMillis + MAX_SHUTDOWN_MILLIS).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
