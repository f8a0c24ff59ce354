import { ProfilesError } from '@profiles/contracts';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Registry } from 'prom-client';
import { replyToBrokenRequest } from './broken-requests.js';
import { type CallGuards, callAddresses } from './call-guards.js';
import { CORRELATION_HEADER, correlationIdFrom } from './correlation-id.js';
import { allowOrigins } from './cors.js';
import { errorForLog } from './error-for-log.js';
import { addErrorPages } from './error-pages.js';
import { type ErrorForm, type LoadLimits, shedLoad } from './load-shedding.js';
import { newMetrics } from './metrics/registry.js';
import { observeRequests } from './metrics/request-metrics.js';
import { errorReplies, PROBLEM_FORM, problemFrom } from './problem-replies.js';
import { publicUrlOf } from './public-url.js';
import { addHealthRoutes, type ReadinessChecks } from './readiness.js';
import { prepareRequestCalls } from './request-call.js';
import { MAX_URL_CHARACTERS, routedUrl, urlError } from './request-url.js';
import { prepareShutdown } from './shutdown.js';
import { reloadTls, type TlsFiles } from './tls-files.js';
import { traceCall, traceRequests } from './tracing/request-spans.js';

export interface HttpServerSettings {
  readonly name: string;
  readonly logLevel: string;
  /** The checks that must pass before the app serves. */
  readonly readiness: ReadinessChecks;
  /** The metrics at `/metrics`. @defaultValue those of {@link newMetrics} */
  readonly metrics?: Registry;
  /** @defaultValue no trusted proxies, 10 000 connections, no load shedding, no TLS */
  readonly edge?: EdgeSettings;
  /**
   * The separators of the parts of a path. tRPC puts the calls of a batch between commas.
   * @defaultValue the slash
   */
  readonly pathSeparator?: RegExp;
  /**
   * The format of errors.
   * @defaultValue problem details (RFC 9457)
   */
  readonly errorForm?: ErrorForm;
}

/** Settings of a server towards the network. */
export interface EdgeSettings {
  /** Addresses or networks (CIDR) of proxies whose `X-Forwarded-For` is trusted. It is ignored from any other address. */
  readonly trustedProxies: readonly string[];
  /** Further connections are closed at once. */
  readonly maxConnections: number;
  /**
   * The URL under which callers reach this server: `type` of a problem is below it.
   * @defaultValue the address the server listens on
   */
  readonly publicUrl?: string;
  /** Absent: no load shedding. */
  readonly load?: LoadLimits | undefined;
  /** Origins of pages that may call this server. @defaultValue none */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Absent: plain HTTP. */
  readonly tls?: TlsFiles | undefined;
}

export interface HttpServer {
  readonly server: FastifyInstance;
  readonly metrics: Registry;
  /** The URL under which callers reach the server. */
  readonly publicUrl: () => string;
  /** For calls that share a request. */
  readonly callGuards: CallGuards;
}

/** Maximum size of a request body: 1 MiB (contract, section 1). */
const BODY_LIMIT = 1024 * 1024;
/** Maximum size of the request line and the headers together, in bytes. */
const HEADER_LIMIT = 16 * 1024;
const OPEN_EDGE: EdgeSettings = { trustedProxies: [], maxConnections: 10_000 };

/**
 * Creates a Fastify server with the parts that every app has: correlation ids, one log line per request without
 * personal data, problem details for every error, `/healthz`, `/readyz`, `/metrics` and a shutdown that loses no request.
 */
export function createHttpServer(settings: HttpServerSettings): HttpServer {
  const { name, logLevel, readiness, edge = OPEN_EDGE, errorForm = PROBLEM_FORM, pathSeparator = /\// } = settings;
  const { trustedProxies, maxConnections, load, tls, allowedOrigins = [] } = edge;
  const server = Fastify({
    logger: {
      level: logLevel,
      name,
      serializers: { err: (error: unknown) => errorForLog(error) },
      // No code logs a request; if some ever does, the secrets stay out.
      redact: ['req.headers.authorization', 'headers.authorization', '*.password', '*.token'],
    },
    genReqId: (request) => correlationIdFrom(request.headers[CORRELATION_HEADER]),
    // Fastify's own line contains the URL, and a URL can contain names and references.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    // Longer than the 60 s after which load balancers close their idle connections: the client side closes first.
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // A request that arrives on an open connection while the server closes is served: it was sent before the client
    // could know.
    return503OnClosing: false,
    // Slow senders: 10 s for the headers, 30 s for the whole request, checked every 5 s.
    [tls === undefined ? 'http' : 'https']: {
      ...{ maxHeaderSize: HEADER_LIMIT, headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
      ...(tls !== undefined && { cert: tls.cert, key: tls.key }),
    },
    clientErrorHandler: (error, socket) => replyToBrokenRequest(error, socket, publicUrl()),
    // The length of a part is checked in request-url.ts: Fastify would count encoded characters.
    routerOptions: { maxParamLength: MAX_URL_CHARACTERS },
    rewriteUrl: routedUrl,
    // Rejections of Fastify before routing: above all a path that is not percent-encoded UTF-8.
    frameworkErrors: (error, request, reply) => {
      reply.header(CORRELATION_HEADER, request.id);
      replies.reply(request, reply, urlError(request.raw.url ?? '', pathSeparator) ?? problemFrom(error));
    },
  });
  const publicUrl = publicUrlOf(server, edge.publicUrl);
  const replies = errorReplies(errorForm, publicUrl);
  const { metrics = newMetrics(name) } = settings;
  server.server.maxConnections = maxConnections;
  const { signal: closing } = prepareShutdown(server);
  if (tls !== undefined) reloadTls(server, tls);
  prepareRequestCalls(server);
  traceRequests(server, name);
  const observe = observeRequests(server, metrics);
  const admit =
    load === undefined
      ? () => () => undefined
      : shedLoad(server, { limits: load, form: errorForm, publicUrl, metrics });
  if (allowedOrigins.length === 0) checkEarly(server, pathSeparator);
  else {
    allowOrigins(server, allowedOrigins);
    server.after(() => checkEarly(server, pathSeparator));
  }
  replies.replyAll(server);
  addHealthRoutes(server, { readiness, closing });
  addErrorPages(server);
  server.get('/metrics', { logLevel: 'silent' }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
  const trace: CallGuards['trace'] = (call) => traceCall(call, name);
  const callGuards = { admit, addressOf: callAddresses(trustedProxies), observe, trace };
  return { server, metrics, publicUrl, callGuards };
}

/**
 * Sets the correlation id and rejects unknown paths and long URLs, before the body is read. With a callback: a promise
 * per hook and request would cost more than the hook.
 */
function checkEarly(server: FastifyInstance, pathSeparator: RegExp): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header(CORRELATION_HEADER, request.id);
    done(errorBeforeRouting(request, pathSeparator));
  });
}

function errorBeforeRouting({ raw, is404 }: FastifyRequest, pathSeparator: RegExp): ProfilesError | undefined {
  return urlError(raw.url ?? '', pathSeparator) ?? (is404 ? new ProfilesError(404) : undefined);
}
