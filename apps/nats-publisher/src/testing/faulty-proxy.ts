import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What becomes of the bytes on their way. */
interface Faults {
  /** How long each piece is held up. */
  delayMillis: number;
  /** Which direction is silent: what goes that way is lost, and the connection stays open. */
  swallows: 'nothing' | 'answers' | 'everything';
  /** Whether new connections are taken. */
  isOpen: boolean;
}

/** A TCP proxy in front of a server that a test can make slow, silent or absent. */
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
    // Timers of one length go off in the order in which they were set.
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
