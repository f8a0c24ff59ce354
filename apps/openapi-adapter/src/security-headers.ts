import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

/**
 * Adds helmet's headers to every response. None of them depends on the request, so they are made once: `@fastify/helmet` makes
 * all of them anew for each request, which costs as much as the routing.
 */
export function addSecurityHeaders(server: FastifyInstance, options: HelmetOptions): void {
  const headers = headersOf(options);
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}

/** The headers that helmet sets on an empty response. */
function headersOf(options: HelmetOptions): Record<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  let isDone = false;
  helmet(options)(request, response, (error) => {
    if (error !== undefined) throw error;
    isDone = true;
  });
  if (!isDone) throw new Error('helmet did not set its headers at once.');
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}
