import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type Connections, trackConnections } from './connections.js';

/** How often unused connections are looked for while a server closes, in milliseconds. */
const REAP_EVERY_MILLIS = 50;
/** Time for the headers of a request that had begun to arrive, in milliseconds. */
const HEADERS_GRACE_MILLIS = 1_000;
/** Time for requests in progress to finish, in milliseconds. After it their connections are destroyed. */
export const REQUESTS_GRACE_MILLIS = 15_000;

/** How a server stops: it becomes unready, drains, then closes. */
export interface Shutdown {
  /** Aborted as soon as the shutdown begins: from then on the server is not ready and ends each connection after its response. */
  readonly signal: AbortSignal;
  /**
   * Begins the shutdown and waits for the drain delay, in which requests are still served. Load balancers see the
   * readiness during it and clients are told to reconnect. A second call waits for the first.
   */
  drain(delayMillis: number): Promise<void>;
  /**
   * Accepts no more connections, destroys unused ones, waits until requests in progress have finished and closes the
   * server.
   */
  close(): Promise<void>;
}

const DECORATOR = 'shutdown';

/** Prepares a server for its shutdown. Must be called before the server listens. */
export function prepareShutdown(server: FastifyInstance): Shutdown {
  const connections = trackConnections(server.server);
  const started = new AbortController();
  let drained: Promise<void> | undefined;
  let isClosing = false;
  // biome-ignore lint/complexity/useMaxParams: Fastify's signature; a promise per response would cost more than the hook.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done(null, payload);
  });
  const begin = () => {
    isClosing = true;
    started.abort();
  };
  // Also when a test closes the server itself.
  server.addHook('preClose', async () => begin());
  const shutdown: Shutdown = {
    signal: started.signal,
    drain(delayMillis) {
      begin();
      drained ??= setTimeout(delayMillis);
      return drained;
    },
    async close() {
      begin();
      await withoutConnections(server, connections);
    },
  };
  server.decorate(DECORATOR, shutdown);
  return shutdown;
}

/** The shutdown of a server made by createHttpServer. */
export function shutdownOf(server: FastifyInstance): Shutdown {
  return server.getDecorator<Shutdown>(DECORATOR);
}

async function withoutConnections(server: FastifyInstance, connections: Connections): Promise<void> {
  const startedAt = performance.now();
  const reap = () => {
    const millis = performance.now() - startedAt;
    if (millis < REQUESTS_GRACE_MILLIS) connections.destroyUnused({ force: millis >= HEADERS_GRACE_MILLIS });
    else if (connections.count > 0) {
      server.log.warn(
        { connections: connections.count },
        'requests in progress were aborted: the grace period is over',
      );
      connections.destroyAll();
    }
  };
  const timer = setInterval(reap, REAP_EVERY_MILLIS);
  try {
    const closed = server.close();
    reap();
    await closed;
  } finally {
    clearInterval(timer);
  }
}
