import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { isListening } from './tcp.js';

// Below the range the kernel picks outgoing ports from (32768 on Linux). With a port from that range a client that
// keeps reconnecting to a stopped server on 127.0.0.1 can draw the very same port for its own end, connect to itself,
// and the server can't take its port back. Known from experience with such clients; no test here shows it.
const LOWEST = 15_000;
const HIGHEST = 32_000;
const NEIGHBOURS = 50;
const handedOut = new Set<number>();

/** A TCP port on 127.0.0.1 that is free now and that this process has not been given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
}

/** The requested port, or the next free one above it. */
export async function freePortFrom(wished: number): Promise<number> {
  for (let port = wished; port < wished + NEIGHBOURS; port += 1) {
    if (handedOut.has(port) || (await isListening({ host: '127.0.0.1', port })) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  return freePort();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
