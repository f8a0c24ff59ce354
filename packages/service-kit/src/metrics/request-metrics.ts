import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import type { CallGuards } from '../call-guards.js';
import { requestCallOf } from '../request-call.js';
import { traceIdIn } from '../request-metadata.js';
import { PROCEDURE_ROUTE, SHARED_REQUESTS_PATH } from '../shared-requests/call-frames.js';
import { METRICS } from './catalogue.js';
import { type Count, countSeries, type Distribution, distributionSeries } from './series.js';

/**
 * Counts the requests of a server by route, and logs one line for each: its operation, organisation, client, error code and
 * trace id, and no personal data.
 *
 * @returns the same for a call that shares its request with others
 */
export function observeRequests(server: FastifyInstance, metrics: Registry): CallGuards['observe'] {
  const total = countSeries(metrics, METRICS.httpRequests);
  const seconds = distributionSeries(metrics, METRICS.httpRequestSeconds);
  // The number of routes, methods and statuses is bounded. One lookup finds both series of a request.
  const known = new Map<string, { readonly count: Count; readonly took: Distribution }>();
  const distributions = new Map<string, Distribution>();
  const newSeries = (method: string, route: string, status: number) => {
    const took = distributions.get(`${method} ${route}`) ?? seconds.add({ method, route });
    distributions.set(`${method} ${route}`, took);
    return { count: total.add({ method, route, status: String(status) }), took };
  };
  const seriesOf = (method: string, route: string, status: number) => {
    const key = `${status} ${method} ${route}`;
    const series = known.get(key);
    if (series !== undefined) return series;
    const made = newSeries(method, route, status);
    known.set(key, made);
    return made;
  };
  function observe({ request, log, more, ...line }: CompletedRequest): void {
    const { method, route, status, millis } = line;
    const { count, took } = seriesOf(method, route, status);
    count.value += 1;
    took.observe(millis / 1000);
    const traceId = traceIdIn(request.headers['traceparent']);
    log.info({
      ...more,
      ...{ method, route, status, millis: Math.round(millis * 10) / 10 },
      ...requestCallOf(request),
      ...(traceId !== undefined && { traceId }),
    });
  }
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { log, method } = request;
    // Of a request that calls share, each call is counted and logged.
    const isShared = route === SHARED_REQUESTS_PATH && reply.raw.statusCode === 200;
    if (!isShared) observe({ request, log, method, route, status: reply.statusCode, millis: reply.elapsedTime });
    done();
  });
  return (request, { status, millis }) => {
    const more = { correlationId: request.id };
    observe({ request, log: server.log, more, method: 'POST', route: PROCEDURE_ROUTE, status, millis });
  };
}

interface CompletedRequest {
  readonly request: Pick<FastifyRequest, 'id' | 'headers'>;
  readonly log: Pick<FastifyBaseLogger, 'info'>;
  /** Further members of the log line. */
  readonly more?: object;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly millis: number;
}
