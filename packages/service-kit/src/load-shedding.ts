import type { ServerResponse } from 'node:http';
import { ProfilesError } from '@profiles/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';
import { watchEventLoop } from './event-loop.js';

/** What a server takes on before it refuses. */
export interface LoadLimits {
  /** How many requests may be on their way to an answer. */
  readonly requestsInFlight: number;
  /** For how long a request may have been waiting when it is read, in milliseconds. */
  readonly eventLoopDelayMillis: number;
}

/** Sends a refusal, in the form that the clients of a server read. */
export type Refuse = (request: FastifyRequest, reply: FastifyReply, error: ProfilesError) => FastifyReply;

export interface LoadShedding {
  readonly limits: LoadLimits;
  readonly refuse: Refuse;
  readonly metrics: Registry;
}

/** What is answered however much there is to do, and takes no place: whoever watches would take the server for dead. */
const NEVER_SHED = new Set(['/healthz', '/readyz', '/metrics']);
/** One for all: nothing in it is about the request, and a stack per refusal would cost more than the refusal. */
const OVERLOADED = new ProfilesError(503, { retryAfter: 1 });

/**
 * Refuses (503) what is more than the server can do, before anybody looks at token or body. Otherwise all would wait,
 * and be given up by callers who ask again, while the work for them goes on. For the routes that are added afterwards.
 */
export function shedLoad(server: FastifyInstance, { limits, refuse, metrics }: LoadShedding): void {
  const { requestsInFlight, eventLoopDelayMillis } = limits;
  const eventLoop = watchEventLoop();
  server.addHook('onClose', async () => eventLoop.stop());
  let inFlight = 0;
  const { full, late } = shedCounters(metrics, () => inFlight);
  const giveBack = () => {
    inFlight -= 1;
  };

  function reasonToRefuse(): typeof full | undefined {
    if (inFlight >= requestsInFlight) return full;
    return eventLoop.millisLate() > eventLoopDelayMillis ? late : undefined;
  }

  const admit: onRequestHookHandler = (request, reply, done) => {
    const reason = reasonToRefuse();
    if (reason !== undefined) {
      reason.inc();
      refuse(request, reply, OVERLOADED);
      return;
    }
    inFlight += 1;
    whenGone(request, reply.raw, giveBack);
    done();
  };
  // Route by route: so nobody has to find out for each request which route it is for.
  server.addHook('onRoute', (route) => {
    const own = [route.onRequest ?? []].flat();
    // Fastify makes the route for HEAD from the one for GET, hooks included.
    if (!NEVER_SHED.has(route.url) && !own.includes(admit)) route.onRequest = [admit, ...own];
  });
}

/** Calls once, when the answer has been sent or its connection is gone. */
function whenGone({ raw: { socket } }: FastifyRequest, response: ServerResponse, call: () => void): void {
  if (response.socket !== null) {
    response.on('close', call);
    return;
  }
  // A pipelined request: until those before it are answered, its answer does not hear of the end of the connection.
  const once = () => {
    response.off('close', once);
    socket.off('close', once);
    call();
  };
  response.on('close', once);
  socket.on('close', once);
}

function shedCounters(metrics: Registry, inFlight: () => number) {
  const registers = [metrics];
  const shed = new Counter({
    name: 'http_requests_shed_total',
    help: 'Requests refused because there was too much to do: too many in flight, or the event loop too late.',
    labelNames: ['reason'],
    registers,
  });
  new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests on their way to an answer.',
    registers,
    collect() {
      this.set(inFlight());
    },
  });
  // So that both are there, as zeros, before anything is refused.
  return { full: shed.labels('in_flight'), late: shed.labels('event_loop') };
}
