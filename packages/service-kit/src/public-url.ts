import type { FastifyInstance } from 'fastify';

/**
 * The URL under which callers reach a server, without a slash at the end: the setting `PUBLIC_URL`, otherwise the address
 * that the server listens on. A function, because with port 0 the address is known only then.
 */
export function publicUrlOf(server: FastifyInstance, configured: string | undefined): () => string {
  let known = configured?.replace(/\/+$/, '');
  return () => {
    known ??= addressOf(server);
    return known ?? 'http://localhost';
  };
}

function addressOf(server: FastifyInstance): string | undefined {
  const listening = server.addresses().find((address) => typeof address === 'object');
  if (listening === undefined) return undefined;
  // A server that listens on every address is reached on its own machine by this one.
  const host = ['0.0.0.0', '::'].includes(listening.address) ? 'localhost' : listening.address;
  const scheme = server.initialConfig.https ? 'https' : 'http';
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${listening.port}`;
}
