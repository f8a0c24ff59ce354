import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '@profiles/devstack';

/** A TCP proxy in front of a server, for failures of the network that the server itself does not see. */
export interface FaultyProxy {
  readonly port: number;
  /** Breaks every connection, and new ones until {@link resume}. */
  cut(): void;
  /** Passes requests on and holds every response back until {@link resume} or {@link cut}: the server does the work. */
  holdResponses(): void;
  /** Passes nothing on in either direction: the server hangs, as far as clients can tell. */
  hang(): void;
  /** Passes on what was held back, and everything from now on. */
  resume(): void;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

export async function startFaultyProxy(serverPort: number): Promise<FaultyProxy> {
  const pairs = new Set<Pair>();
  let held: 'nothing' | 'responses' | 'everything' = 'nothing';
  let isCut = false;
  const port = await freePort();

  function hold({ client, server }: Pair): void {
    if (held !== 'nothing') server.pause();
    if (held === 'everything') client.pause();
  }

  const listener = createServer((client) => {
    if (isCut) {
      client.resetAndDestroy();
      return;
    }
    const pair = { client, server: connect(serverPort, '127.0.0.1') };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      pair.server.destroy();
    };
    client.on('data', (data) => pair.server.write(data));
    pair.server.on('data', (data) => client.write(data));
    for (const socket of [client, pair.server]) socket.on('error', end).on('close', end);
    hold(pair);
  });
  await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));

  const proxy: FaultyProxy = {
    port,
    cut() {
      for (const { client, server } of [...pairs]) {
        client.resetAndDestroy();
        server.destroy();
      }
      held = 'nothing';
      isCut = true;
    },
    holdResponses() {
      held = 'responses';
      for (const pair of pairs) hold(pair);
    },
    hang() {
      held = 'everything';
      for (const pair of pairs) hold(pair);
    },
    resume() {
      held = 'nothing';
      isCut = false;
      for (const { client, server } of pairs) {
        client.resume();
        server.resume();
      }
    },
    async close() {
      proxy.cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return proxy;
}
