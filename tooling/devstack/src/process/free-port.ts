import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range the kernel picks outgoing ports from (32768 on Linux). With a port from that range a client that
// keeps reconnecting to a stopped server on 127.0.0.1 sooner or later draws the very same port for its own end,
// connects to itself, and the server can't take its port back: seen in tests that kill and restart a server.
const LOWEST = 15_000;
const HIGHEST = 32_000;
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

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
