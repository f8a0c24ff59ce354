import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { requestCallOf } from '../request-call.js';
import { traceIdIn } from '../request-metadata.js';
import { METRICS } from './catalogue.js';
import { countSeries, distributionSeries } from './series.js';

/**
 * Counts the requests of a server by route, and logs one line for each: its operation, organisation, client, error code and
 * trace id, and no personal data.
 */
export function observeRequests(server: FastifyInstance, metrics: Registry): void {
  const total = countSeries(metrics, METRICS.httpRequests);
  const seconds = distributionSeries(metrics, METRICS.httpRequestSeconds);
  // The number of routes, methods and statuses is bounded.
  const counts = new Map<string, ReturnType<typeof total.add>>();
  const distributions = new Map<string, ReturnType<typeof seconds.add>>();
  const seriesOf = (method: string, route: string, status: number) => {
    const key = `${method} ${route}`;
    const statusKey = `${status} ${key}`;
    const count = counts.get(statusKey) ?? total.add({ method, route, status: String(status) });
    const took = distributions.get(key) ?? seconds.add({ method, route });
    counts.set(statusKey, count);
    distributions.set(key, took);
    return { count, took };
  };
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const { count, took } = seriesOf(method, route, reply.statusCode);
    count.value += 1;
    took.observe(reply.elapsedTime / 1000);
    const traceId = traceIdIn(request.headers.traceparent);
    request.log.info({
      ...{ method, route, status: reply.statusCode, millis: Math.round(reply.elapsedTime * 10) / 10 },
      ...requestCallOf(request),
      ...(traceId !== undefined && { traceId }),
    });
    done();
  });
}
