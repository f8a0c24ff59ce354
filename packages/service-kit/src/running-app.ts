import type { FastifyInstance } from 'fastify';

/** An app that was started. */
export interface RunningApp {
  readonly url: string;
  readonly log: { info(text: string): void };
  /** Stops accepting, finishes what runs, then lets go of what it holds. Again, it waits for the same. */
  close(): Promise<void>;
}

/** Listens, and puts the closing in order: the server first, then what its requests needed. */
export async function listen(
  server: FastifyInstance,
  { host, port, release }: { host: string; port: number; release: () => Promise<void> },
): Promise<RunningApp> {
  const url = await server.listen({ host, port });
  let closed: Promise<void> | undefined;
  const close = async () => {
    await server.close();
    await release();
  };
  return {
    url,
    log: server.log,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** How long a shutdown may take before the process ends anyway. */
const MAX_SHUTDOWN_MILLIS = 20_000;

/** Runs an app until SIGTERM or SIGINT, then closes it gracefully. A second signal, or a closing that hangs, ends it. */
export function runUntilStopped(app: RunningApp): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    app.log.info(`${signal}: finishing what runs`);
    setTimeout(() => process.exit(1), MAX_SHUTDOWN_MILLIS).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
