import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { ProfilesError } from '@profiles/contracts';
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Registry } from 'prom-client';
import type { CallGuards } from './call-guards.js';
import { watchEventLoop } from './event-loop.js';
import { METRICS } from './metrics/catalogue.js';
import { counterOf, gaugeOf } from './metrics/series.js';
import { MONITORING_PATHS } from './monitoring-paths.js';
import { SHARED_REQUESTS_PATH } from './shared-requests/call-frames.js';

/** The load that a server accepts before it rejects requests with 503. */
export interface LoadLimits {
  /** Maximum requests in flight. */
  readonly requestsInFlight: number;
  /** Maximum delay of a request by the event loop, in milliseconds. */
  readonly eventLoopDelayMillis: number;
}

/** The error format of a server: problem details over REST, an error envelope over tRPC. */
export interface ErrorForm {
  readonly contentType: string;
  /** The response body before it is serialised to JSON. */
  bodyOf(error: ProfilesError, correlationId: string, publicUrl: string): unknown;
}

export interface LoadShedding {
  readonly limits: LoadLimits;
  readonly form: ErrorForm;
  readonly publicUrl: () => string;
  readonly metrics: Registry;
}

/**
 * Never rejected and not counted: a monitor would otherwise consider an overloaded process dead. Of a request that calls share,
 * each call is admitted for itself.
 */
const NEVER_SHED = new Set([...MONITORING_PATHS, SHARED_REQUESTS_PATH]);
/**
 * This part of the limit is accepted however late the event loop is. So few requests cannot be the cause of the delay
 * (a busy machine is), and rejecting them would not shorten it.
 */
const ALWAYS_ACCEPTED = 1 / 16;
const RETRY_AFTER_SECONDS = 1;

/**
 * Rejects requests beyond the limits with 503, before token and body are read. Without this, all requests would wait,
 * time out and be sent again, while the work for the abandoned ones goes on. Applies to routes added afterwards.
 *
 * @returns the admission of calls that share a request: see {@link CallGuards.admit}
 */
export function shedLoad(
  server: FastifyInstance,
  { limits, form, publicUrl, metrics }: LoadShedding,
): CallGuards['admit'] {
  const { requestsInFlight, eventLoopDelayMillis } = limits;
  const eventLoop = watchEventLoop();
  server.addHook('onClose', async () => eventLoop.stop());
  let inFlight = 0;
  const bodyFor = rejectionBodies(form, publicUrl);
  const { full, late } = shedCounters(metrics, () => inFlight);
  const release = () => {
    inFlight -= 1;
  };

  releases.set(server.server, release);
  const alwaysAccepted = Math.floor(requestsInFlight * ALWAYS_ACCEPTED);

  function rejectionReason(): typeof full | undefined {
    if (inFlight < alwaysAccepted) return undefined;
    if (inFlight >= requestsInFlight) return full;
    return eventLoop.millisLate() > eventLoopDelayMillis ? late : undefined;
  }

  /** Counts a request as in flight, or as rejected. */
  function isAdmitted(): boolean {
    const reason = rejectionReason();
    reason?.inc();
    if (reason === undefined) inFlight += 1;
    return reason === undefined;
  }

  const admit: onRequestHookHandler = (request, reply, done) => {
    if (!isAdmitted()) {
      reply.code(503).header('retry-after', RETRY_AFTER_SECONDS).header('content-type', form.contentType);
      reply.send(bodyFor(request.id));
      return;
    }
    onceFinished(request, reply.raw, () => {
      if (!departed.delete(request)) release();
    });
    done();
  };
  // Added per route, so that no request pays for finding out whether its route is exempt.
  server.addHook('onRoute', (route) => {
    const own = [route.onRequest ?? []].flat();
    // Fastify derives the HEAD route from the GET route, hooks included.
    if (!NEVER_SHED.has(route.url) && !own.includes(admit)) route.onRequest = [admit, ...own];
  });
  return () => (isAdmitted() ? release : undefined);
}

/** The function of each server that ends the count of a request. */
const releases = new WeakMap<object, () => void>();
/** Requests that are not counted any more. */
const departed = new WeakSet<FastifyRequest>();

/**
 * Counts a request no longer as in flight, because from now on it only waits: for an event, perhaps for hours. It was admitted
 * like any other.
 */
export function leaveLoadLimits(request: FastifyRequest): void {
  const release = releases.get(request.server.server);
  if (release === undefined || departed.has(request)) return;
  departed.add(request);
  release();
}

/**
 * Bodies of rejections by correlation id, the only part that differs. Creating an error for each rejection would cost
 * about as much as the rejected request. A correlation id contains no character that JSON escapes.
 */
function rejectionBodies({ bodyOf }: ErrorForm, publicUrl: () => string): (correlationId: string) => string {
  let parts: string[] | undefined;
  const partsOf = () => {
    const placeholder = randomUUID();
    const error = new ProfilesError(503, { retryAfter: RETRY_AFTER_SECONDS });
    return JSON.stringify(bodyOf(error, placeholder, publicUrl())).split(placeholder);
  };
  return (correlationId) => {
    parts ??= partsOf();
    return parts.join(correlationId);
  };
}

/** Calls `call` once, when the response has been sent or its connection is closed. */
function onceFinished({ raw: { socket } }: FastifyRequest, response: ServerResponse, call: () => void): void {
  if (response.socket !== null) {
    response.on('close', call);
    return;
  }
  // A pipelined request: until the responses before it are sent, its response gets no event when the connection closes.
  const once = () => {
    response.off('close', once);
    socket.off('close', once);
    call();
  };
  response.on('close', once);
  socket.on('close', once);
}

function shedCounters(metrics: Registry, inFlight: () => number) {
  const shed = counterOf(metrics, METRICS.httpRequestsShed);
  gaugeOf(metrics, METRICS.httpRequestsInFlight, (gauge) => gauge.set(inFlight()));
  const [full, late] = [shed.labels('in_flight'), shed.labels('event_loop')];
  // Both series exist from the start: rate() needs a value of 0 before the first rejection.
  for (const counted of [full, late]) counted.inc(0);
  return { full, late };
}
