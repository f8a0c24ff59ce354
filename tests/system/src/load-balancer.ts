import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '@profiles/devstack';

/** How often the readiness of the instances is checked, in milliseconds. */
const CHECK_MILLIS = 200;

/** A TCP load balancer in front of several instances of an app. */
export interface LoadBalancer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Distributes new connections over the instances that are ready by `/readyz`, as a Kubernetes service does. It never
 * looks into a connection, and never ends one by itself.
 */
export async function startLoadBalancer(ports: readonly number[]): Promise<LoadBalancer> {
  const ready = new Set<number>();
  const sockets = new Set<Socket>();
  let turn = 0;
  const check = async (port: number) => {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
    if (isReady) ready.add(port);
    else ready.delete(port);
  };
  await Promise.all(ports.map(check));
  const timer = setInterval(() => ports.forEach(check), CHECK_MILLIS);

  const server = createServer((near) => {
    const candidates = ports.filter((port) => ready.has(port));
    turn += 1;
    const port = candidates[turn % candidates.length];
    if (port === undefined) {
      near.destroy();
      return;
    }
    const far = connect({ host: '127.0.0.1', port });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
    }
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
