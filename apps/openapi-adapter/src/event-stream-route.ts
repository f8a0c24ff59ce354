import type { Readable } from 'node:stream';
import { SUBSCRIBE_EVENTS } from '@profiles/contracts';
import { EVENTS_CURSOR_HEADER, leaveLoadLimits, shutdownOf } from '@profiles/service-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { gatewayHeaders, requireGateway } from './events-over-http.js';
import { restInputOf } from './rest-input.js';
import { callFrom, checkedRoute, fieldsOf, type RestParts } from './rest-routes.js';

/**
 * The stream of events (server-sent events). The bytes of the gateway are passed on as they come; a partner that does not read
 * holds them back, so that the gateway disconnects it.
 */
export function addEventStream(server: FastifyInstance, parts: RestParts): void {
  const { operation } = SUBSCRIBE_EVENTS;
  const reader = restInputOf(operation);
  const { callerOf, ...hooks } = checkedRoute(SUBSCRIBE_EVENTS, reader, parts);
  const { signal: closing } = shutdownOf(server);
  const open = new Set<FastifyReply>();
  closing.addEventListener('abort', () => {
    for (const reply of open) reply.raw.end();
  });

  server.route({
    method: 'GET',
    url: operation.rest.path,
    ...hooks,
    handler: async (request, reply) => {
      const call = callFrom(request, callerOf(request));
      const fields = fieldsOf({ reader, operation, request, call });
      // The header wins: a client that reconnects repeats the URL, and sends the newer id in the header.
      const lastEventId = request.headers['last-event-id']?.toString();
      const input = { ...fields, ...(lastEventId && { lastEventId }) };
      const { body, cursor } = await requireGateway(parts.gateway).subscribe(input, gatewayHeaders(call));
      reply.header(EVENTS_CURSOR_HEADER, cursor);
      reply.header('cache-control', 'no-store, no-transform').header('x-accel-buffering', 'no');
      reply.type('text/event-stream; charset=utf-8');
      // Fastify derives HEAD from GET: its response has no body.
      if (request.method === 'HEAD') {
        body.destroy();
        return reply.send();
      }
      leaveLoadLimits(request);
      open.add(reply);
      reply.raw.once('close', () => open.delete(reply));
      return passOn(body, reply);
    },
  });
}

function passOn(body: Readable, reply: FastifyReply): FastifyReply {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, reply.getHeaders() as Record<string, string>);
  raw.once('close', () => body.destroy());
  // A stream that breaks is like one that ends: the client resumes from its last id.
  body.once('error', () => raw.end());
  body.pipe(raw);
  return reply;
}
