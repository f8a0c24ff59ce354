import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MONITORING_PATHS } from '../monitoring-paths.js';
import { requestCallOf } from '../request-call.js';
import { traceIdIn } from '../request-metadata.js';
import { PROCEDURE_ROUTE, SHARED_REQUESTS_PATH } from '../shared-requests/call-frames.js';
import type { OpenSpan, SpanStart } from './spans.js';
import { tracing } from './tracing.js';

/** Of a request that calls share, each call has a span: see {@link traceCall}. */
const NOT_TRACED = new Set([...MONITORING_PATHS, SHARED_REQUESTS_PATH]);

/**
 * Begins the span of a call that shares a request: the one that a request to its procedure would have.
 *
 * @returns undefined when tracing is off
 */
export function traceCall({ headers }: Pick<FastifyRequest, 'headers'>, scope: string): OpenSpan | undefined {
  return tracing()?.start(spanOf({ scope, method: 'POST', route: PROCEDURE_ROUTE, headers }));
}

interface Requested {
  readonly scope: string;
  readonly method: string;
  readonly route: string;
  readonly headers: FastifyRequest['headers'];
}

function spanOf({ scope, method, route, headers: { traceparent } }: Requested): SpanStart {
  return {
    ...{ scope, kind: 'server', name: `${method} ${route}` },
    // An invalid header is ignored, as W3C Trace Context requires.
    parent: traceIdIn(traceparent) === undefined ? undefined : String(traceparent),
    attributes: { 'http.request.method': method, 'http.route': route },
  };
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
    const { method, headers } = request;
    const span = started.start(spanOf({ scope, method, route, headers }));
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
