import { ProfilesError } from '@profiles/contracts';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { replyToBrokenRequest } from './broken-requests.js';
import { CORRELATION_HEADER, correlationIdFrom } from './correlation-id.js';
import { errorForLog } from './error-for-log.js';
import { addErrorPages } from './error-pages.js';
import { type ErrorForm, type LoadLimits, shedLoad } from './load-shedding.js';
import { errorReplies, PROBLEM_FORM, problemFrom } from './problem-replies.js';
import { publicUrlOf } from './public-url.js';
import { MAX_URL_CHARACTERS, percentEncoded, urlError } from './request-url.js';

export interface HttpServerSettings {
  readonly name: string;
  readonly logLevel: string;
  /** What must work for the app to be of use. Each rejects, or throws, when it does not. */
  readonly readiness: Readonly<Record<string, () => Promise<void> | void>>;
  readonly edge?: EdgeSettings;
  /**
   * What separates the parts of a path. tRPC puts the calls of a batch between commas.
   * @defaultValue the slash
   */
  readonly pathSeparator?: RegExp;
  /**
   * The format of errors.
   * @defaultValue problem details (RFC 9457)
   */
  readonly errorForm?: ErrorForm;
}

/** How the server meets those who connect to it. */
export interface EdgeSettings {
  /** Addresses or networks of proxies whose X-Forwarded-For is believed; from any other it is ignored. */
  readonly trustedProxies: readonly string[];
  readonly maxConnections: number;
  /**
   * The URL under which callers reach this server: `type` of a problem is below it.
   * @defaultValue the address the server listens on
   */
  readonly publicUrl?: string;
  /** Absent: nothing is refused for being too much. */
  readonly load?: LoadLimits | undefined;
  /** Certificate and key in PEM. Absent: plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

export interface HttpServer {
  readonly server: FastifyInstance;
  readonly metrics: Registry;
  /** The URL under which callers reach the server. */
  readonly publicUrl: () => string;
}

const BODY_LIMIT = 1024 * 1024;
/** Of the request line and the headers together, in bytes. */
const HEADER_LIMIT = 16 * 1024;
const OPEN_EDGE: EdgeSettings = { trustedProxies: [], maxConnections: 10_000 };

/**
 * A Fastify server with what every app has: correlation ids, a log line per request without personal data,
 * problem details for every error, `/healthz`, `/readyz` and `/metrics`.
 */
export function createHttpServer(settings: HttpServerSettings): HttpServer {
  const { name, logLevel, readiness, edge = OPEN_EDGE, errorForm = PROBLEM_FORM, pathSeparator = /\// } = settings;
  const { trustedProxies, maxConnections, load, tls } = edge;
  const server = Fastify({
    logger: {
      level: logLevel,
      name,
      serializers: { err: (error: unknown) => errorForLog(error) },
      // Should somebody log a request after all, the secrets stay out.
      redact: ['req.headers.authorization', 'headers.authorization', '*.password', '*.token'],
    },
    genReqId: (request) => correlationIdFrom(request.headers[CORRELATION_HEADER]),
    // Fastify's own line holds the URL, and a URL can hold names and references.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // Slow senders: ten seconds for the headers, thirty for all of it, looked after every five.
    [tls === undefined ? 'http' : 'https']: {
      ...{ maxHeaderSize: HEADER_LIMIT, headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
      ...tls,
    },
    clientErrorHandler: (error, socket) => replyToBrokenRequest(error, socket, publicUrl()),
    // The length of a part is checked in request-url.ts: Fastify would count encoded characters.
    routerOptions: { maxParamLength: MAX_URL_CHARACTERS },
    rewriteUrl: ({ url = '/' }) => percentEncoded(url),
    // What Fastify refuses before there is a route: a path that is not percent-encoded UTF-8, above all.
    frameworkErrors: (error, request, reply) => {
      reply.header(CORRELATION_HEADER, request.id);
      replies.reply(request, reply, urlError(request.raw.url ?? '', pathSeparator) ?? problemFrom(error));
    },
  });
  const publicUrl = publicUrlOf(server, edge.publicUrl);
  const replies = errorReplies(errorForm, publicUrl);
  const metrics = new Registry();
  metrics.setDefaultLabels({ app: name });
  collectDefaultMetrics({ register: metrics });
  server.server.maxConnections = maxConnections;
  observeRequests(server, metrics);
  if (load !== undefined) shedLoad(server, { limits: load, form: errorForm, publicUrl, metrics });
  meetRequests(server, pathSeparator);
  replies.replyAll(server);
  addHealth(server, readiness);
  addErrorPages(server);
  server.get('/metrics', { logLevel: 'silent' }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
  return { server, metrics, publicUrl };
}

function observeRequests(server: FastifyInstance, metrics: Registry): void {
  const labelNames = ['method', 'route', 'status'] as const;
  const total = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered.',
    labelNames,
    registers: [metrics],
  });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'From the request line to the end of the answer.',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [metrics],
  });
  // Looking a series up by its labels costs more than counting. There are as many as routes, methods and statuses.
  const series = new Map<string, ReturnType<typeof newSeries>>();
  const newSeries = (method: string, route: string, status: number) => ({
    answered: total.labels(method, route, String(status)),
    took: seconds.labels(method, route),
  });
  const seriesOf = (method: string, route: string, status: number) => {
    const key = `${status} ${method} ${route}`;
    const known = series.get(key);
    if (known !== undefined) return known;
    const made = newSeries(method, route, status);
    series.set(key, made);
    return made;
  };
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const { answered, took } = seriesOf(method, route, reply.statusCode);
    answered.inc();
    took.observe(reply.elapsedTime / 1000);
    request.log.info({ method, route, status: reply.statusCode, millis: Math.round(reply.elapsedTime * 10) / 10 });
    done();
  });
}

/**
 * What every request meets first, before its body is read: it gets its correlation id, and is refused when nobody is there
 * to take it. With a callback: a promise per hook and request would cost more than what the hooks do.
 */
function meetRequests(server: FastifyInstance, pathSeparator: RegExp): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header(CORRELATION_HEADER, request.id);
    done(errorBeforeRouting(request, pathSeparator));
  });
}

function errorBeforeRouting({ raw, is404 }: FastifyRequest, pathSeparator: RegExp): ProfilesError | undefined {
  return urlError(raw.url ?? '', pathSeparator) ?? (is404 ? new ProfilesError(404) : undefined);
}

/** Tells whether the server is closing; from then on each answer also ends its connection, or the closing would wait. */
function watchClosing(server: FastifyInstance): () => boolean {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  // biome-ignore lint/complexity/useMaxParams: Fastify calls it so, and a promise per answer would cost more than the hook.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
  return () => closing;
}

function addHealth(server: FastifyInstance, readiness: HttpServerSettings['readiness']): void {
  const isClosing = watchClosing(server);
  server.get('/healthz', { logLevel: 'silent' }, async () => ({ status: 'alive' }));
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const checks = await Promise.all(
      Object.entries(readiness).map(async ([what, check]) => [what, await outcomeOf(check)] as const),
    );
    const closing = isClosing();
    const ready = !closing && checks.every(([, outcome]) => outcome === 'ok');
    return reply.code(ready ? 200 : 503).send({ ready, closing, checks: Object.fromEntries(checks) });
  });
}

async function outcomeOf(check: () => Promise<void> | void): Promise<string> {
  try {
    await check();
    return 'ok';
  } catch (error) {
    // The class says enough; a driver's message may name hosts and users.
    return error instanceof Error ? error.name : 'failed';
  }
}
