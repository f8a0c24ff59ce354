import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requestCallOf } from '../request-call.js';
import { traceIdIn } from '../request-metadata.js';
import { SHARED_REQUESTS_PATH } from '../shared-requests/call-frames.js';
import type { OpenSpan } from './spans.js';
import { tracing } from './tracing.js';

/**
 * Health and metrics are requested all the time and are part of no call. Of a request that calls share, each call has a span:
 * see {@link traceCall}.
 */
const NOT_TRACED = new Set(['/healthz', '/readyz', '/metrics', SHARED_REQUESTS_PATH]);
/** The route of a call that has a request of its own. The span of a call that shares one is named like it. */
const PROCEDURE_ROUTE = '/trpc/:path';

/**
 * Begins the span of a call that shares a request: the one that a request to its procedure would have.
 *
 * @returns undefined when tracing is off
 */
export function traceCall({ headers }: Pick<FastifyRequest, 'headers'>, scope: string): OpenSpan | undefined {
  const { traceparent } = headers;
  return tracing()?.start({
    ...{ scope, kind: 'server', name: `POST ${PROCEDURE_ROUTE}` },
    parent: traceIdIn(traceparent) === undefined ? undefined : String(traceparent),
    attributes: { 'http.request.method': 'POST', 'http.route': PROCEDURE_ROUTE },
  });
}

/**
 * Begins a span for each request and puts it into the header `traceparent`, so that everything behind it has this span as
 * its parent. Adds no hook when tracing is off.
 */
export function traceRequests(server: FastifyInstance, scope: string): void {
  const started = tracing();
  if (started === undefined) return;
  const spans = new WeakMap<FastifyRequest, OpenSpan>();
  server.addHook('onRequest', (request, _reply, done) => {
    const { url: route } = request.routeOptions;
    if (route === undefined || NOT_TRACED.has(route)) return done();
    const { traceparent } = request.headers;
    const span = started.start({
      ...{ scope, kind: 'server', name: `${request.method} ${route}` },
      // What is not valid is ignored, as W3C Trace Context requires.
      parent: traceIdIn(traceparent) === undefined ? undefined : String(traceparent),
      attributes: { 'http.request.method': request.method, 'http.route': route },
    });
    spans.set(request, span);
    request.headers['traceparent'] = span.traceparent;
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { errorCode, operation } = requestCallOf(request) ?? {};
    spans.get(request)?.end(reply.statusCode >= 500 ? String(errorCode ?? reply.statusCode) : undefined, {
      'http.response.status_code': reply.statusCode,
      ...(operation !== undefined && { 'profiles.operation': operation }),
      ...(errorCode !== undefined && { 'profiles.error_code': errorCode }),
    });
    done();
  });
}
