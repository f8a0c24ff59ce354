import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { ProfilesError } from '@profiles/contracts';
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';
import { watchEventLoop } from './event-loop.js';

/** What a server takes on before it refuses. */
export interface LoadLimits {
  /** How many requests may be on their way to an answer. */
  readonly requestsInFlight: number;
  /** For how long a request may have been waiting when it is read, in milliseconds. */
  readonly eventLoopDelayMillis: number;
}

/** The form in which the clients of a server read an error. */
export interface ErrorForm {
  readonly contentType: string;
  /** What becomes the JSON of the body. */
  bodyOf(error: ProfilesError, correlationId: string): unknown;
}

export interface LoadShedding {
  readonly limits: LoadLimits;
  readonly form: ErrorForm;
  readonly metrics: Registry;
}

/** What is answered however much there is to do, and takes no place: whoever watches would take the server for dead. */
const NEVER_SHED = new Set(['/healthz', '/readyz', '/metrics']);
/**
 * This part of the places is given away however late the event loop is: with so few on their way it is not they who
 * make it late (a busy machine does), and refusing them would not make it faster.
 */
const ALWAYS_TAKEN = 1 / 16;
const RETRY_AFTER_SECONDS = 1;

/**
 * Refuses (503) what is more than the server can do, before anybody looks at token or body. Otherwise all would wait,
 * and be given up by callers who ask again, while the work for them goes on. For the routes that are added afterwards.
 */
export function shedLoad(server: FastifyInstance, { limits, form, metrics }: LoadShedding): void {
  const { requestsInFlight, eventLoopDelayMillis } = limits;
  const eventLoop = watchEventLoop();
  server.addHook('onClose', async () => eventLoop.stop());
  let inFlight = 0;
  const bodyFor = refusalBodies(form);
  const { full, late } = shedCounters(metrics, () => inFlight);
  const giveBack = () => {
    inFlight -= 1;
  };

  const alwaysTaken = Math.floor(requestsInFlight * ALWAYS_TAKEN);

  function reasonToRefuse(): typeof full | undefined {
    if (inFlight < alwaysTaken) return undefined;
    if (inFlight >= requestsInFlight) return full;
    return eventLoop.millisLate() > eventLoopDelayMillis ? late : undefined;
  }

  const admit: onRequestHookHandler = (request, reply, done) => {
    const reason = reasonToRefuse();
    if (reason !== undefined) {
      reason.inc();
      reply.code(503).header('retry-after', RETRY_AFTER_SECONDS).header('content-type', form.contentType);
      reply.send(bodyFor(request.id));
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

/**
 * The text of a refusal by correlation id, which is all that differs: making an error for each would cost about what the
 * request costs that is refused. An id holds nothing that JSON would escape.
 */
function refusalBodies({ bodyOf }: ErrorForm): (correlationId: string) => string {
  const place = randomUUID();
  const error = new ProfilesError(503, { retryAfter: RETRY_AFTER_SECONDS });
  const parts = JSON.stringify(bodyOf(error, place)).split(place);
  return (correlationId) => parts.join(correlationId);
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
  const [full, late] = [shed.labels('in_flight'), shed.labels('event_loop')];
  // So that both are there before anything is refused: a counter that appears has no past to compare with.
  for (const counted of [full, late]) counted.inc(0);
  return { full, late };
}
