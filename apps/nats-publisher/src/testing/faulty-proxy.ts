import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The effects of the proxy on the bytes. */
interface Faults {
  /** The delay of each chunk, in milliseconds. */
  delayMillis: number;
  /** The direction whose bytes are dropped while the connection stays open. */
  swallows: 'nothing' | 'responses' | 'everything';
  /** Whether new connections are accepted. */
  isOpen: boolean;
}

/** A TCP proxy that makes a server slow, silent or absent. */
export async function faultyProxy(target: { host: string; port: number }) {
  const faults: Faults = { delayMillis: 0, swallows: 'nothing', isOpen: true };
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    if (!faults.isOpen) return client.destroy();
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => pass(bytes, upstream, () => faults.swallows === 'everything'));
    upstream.on('data', (bytes) => pass(bytes, client, () => faults.swallows !== 'nothing'));
    return undefined;
  });

  function pass(bytes: Buffer, to: Socket, isLost: () => boolean): void {
    if (isLost()) return;
    if (faults.delayMillis === 0) to.write(bytes);
    // Timers of one length fire in the order in which they were set.
    else setTimeout(() => to.destroyed || to.write(bytes), faults.delayMillis);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    faults,
    /** Ends all connections; new ones may be made at once if the proxy is open. */
    cut,
    async close() {
      faults.isOpen = false;
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FaultyProxy = Awaited<ReturnType<typeof faultyProxy>>;
