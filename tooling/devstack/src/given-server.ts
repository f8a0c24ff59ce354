import { GivenServerError, type StartedServer } from './fallback-chain.js';
import { type Address, isListening } from './process/tcp.js';
import { waitUntil } from './process/wait-until.js';
import type { ServerOptions } from './running-server.js';

// A database in a neighbouring container may still be starting.
const PATIENCE_MS = 5_000;

/** The server that an environment variable names. Waits until one of its addresses accepts a connection. */
export async function useGiven(
  { variable, defaultPort }: { variable: string; defaultPort: number },
  { env }: ServerOptions,
): Promise<StartedServer> {
  const uri = env[variable];
  if (uri === undefined || uri === '') throw new Error(`${variable} is not set`);
  const addresses = addressesOf(uri, defaultPort);
  const anyListens = async () => (await Promise.all(addresses.map(isListening))).includes(true);
  if (addresses.length > 0 && !(await waitUntil(anyListens, { timeoutMs: PATIENCE_MS, everyMs: 250 }))) {
    // The hosts only: the URI may carry a password.
    const hosts = addresses.map(({ host, port }) => `${host}:${port}`).join(', ');
    throw new GivenServerError(`${variable} is set, but nothing answers at ${hosts}`);
  }
  return { kind: 'given', uri, stop: async () => {} };
}

/** The hosts of a URI or of a list of them; none for mongodb+srv, whose hosts stand in DNS. */
export function addressesOf(uri: string, defaultPort: number): Address[] {
  if (uri.startsWith('mongodb+srv:')) return [];
  return uri.split(',').flatMap((part) => {
    const authority = part.replace(/^[a-z+]+:\/\//i, '').split(/[/?]/)[0] ?? '';
    const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1);
    const [, host, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(hostAndPort) ?? [];
    return host === undefined ? [] : [{ host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? defaultPort) }];
  });
}
