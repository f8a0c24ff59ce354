import { type CallContext, type Dependencies, JsonText, runSubscription } from '@profiles/application';
import { type Caller, type FieldError, SUBSCRIBE_EVENTS } from '@profiles/contracts';
import {
  createProfilesRouter,
  errorEnvelope,
  type ProfilesRouter,
  profilesErrorFrom,
  type RouterContext,
  responseHeaders,
} from '@profiles/router';
import {
  authenticate,
  type CallMetrics,
  challengeOf,
  createHttpServer,
  type EdgeSettings,
  type ErrorForm,
  EVENTS_CURSOR_HEADER,
  type HttpServer,
  leaveLoadLimits,
  logFailure,
  noteError,
  type RateLimiter,
  rejectUnsafeJson,
  requestMetadataFrom,
  serveSharedRequests,
  shutdownOf,
  type TokenVerifier,
  waitsForEvents,
} from '@profiles/service-kit';
import { trpcFastify } from '@profiles/trpc-fastify';
import type { TRPCError } from '@trpc/server';
import type { CreateFastifyContextOptions, FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { DoneFuncWithErrOrRes, FastifyReply, FastifyRequest } from 'fastify';
import type { EventFeeds } from './event-feeds.js';
import { observed, performed } from './observed-call.js';
import { type CallOutcome, type CallSource, refusalOf, sharedCalls } from './shared-calls.js';

export interface ServerParts {
  readonly deps: Dependencies;
  readonly feeds: EventFeeds;
  readonly verify: TokenVerifier;
  readonly limiter: RateLimiter;
  readonly calls: CallMetrics;
  readonly metrics: HttpServer['metrics'];
  /** Serves with tRPC's own Fastify plugin: slower, and the reference for ours. @defaultValue false */
  readonly officialPlugin?: boolean;
  readonly edge?: EdgeSettings;
  readonly logLevel: string;
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
}

/** A request, and what its response will carry. */
interface Exchange {
  readonly outcome: CallOutcome;
  /** More than one call. */
  readonly isBatch: boolean;
}

/** The router's context, and the source of the response headers. */
interface ServiceContext extends RouterContext {
  readonly outcome: CallOutcome;
}

/** Maximum calls in one tRPC batch. */
const MAX_CALLS_IN_BATCH = 100;

/** The tRPC server. It authenticates the caller (401); everything else happens behind `ctx.perform`. */
export function createServer({
  deps,
  feeds,
  verify,
  limiter,
  calls,
  officialPlugin = false,
  ...settings
}: ServerParts): HttpServer {
  const { publicUrl, callGuards, ...http } = createHttpServer({
    ...{ name: 'profiles-service', errorForm: TRPC_FORM, pathSeparator: /[/,]/ },
    ...settings,
  });
  const { server } = http;

  async function createContext({ req, info }: CreateFastifyContextOptions): Promise<ServiceContext> {
    const outcome: CallOutcome = {};
    const isBatch = info.isBatchCall && info.calls.length > 1;
    const exchange = { outcome, isBatch };
    const perform = await performFor(req, exchange);
    return {
      perform: (named, input) => {
        if (waitsForEvents(named, input)) leaveLoadLimits(req);
        return perform(named, input);
      },
      correlationId: req.id,
      outcome,
      subscribe: (input, signal) => subscribe(req, input, { signal, outcome }),
    };
  }

  /** A call of the caller of a request. Rejects without a valid token. */
  async function callOf(request: CallSource, { outcome, isBatch }: Exchange): Promise<CallContext> {
    const caller = await authenticate(request, { verify, limiter });
    const clientName = request.headers['et-client-name']?.toString();
    const subject = { caller, clientName, address: request.ip };
    const charge = (cost: number) =>
      limiter.charge(subject, cost, (headers) => Object.assign(outcome, { limits: headers }));
    return { ...callContextFrom(request, caller, { outcome, isBatch }), publicUrl: publicUrl(), charge };
  }

  /** The request pipeline for the caller of a request. Without a valid token it rejects every call with 401. */
  async function performFor(request: CallSource, exchange: Exchange): Promise<RouterContext['perform']> {
    try {
      const call = await callOf(request, exchange);
      const { caller } = call;
      return (named, input) => {
        const withFeed = named.group === 'events' ? { ...deps, events: feeds(request) } : deps;
        return observed({ calls, request, operation: named.name, caller }, () =>
          performed({ named, input, call, deps: withFeed }),
        );
      };
    } catch (error) {
      return ({ name }) => observed({ calls, request, operation: name }, () => Promise.reject(error));
    }
  }

  /** The same for the subscription. It ends with its signal, and when the process stops. */
  async function subscribe(
    request: FastifyRequest,
    input: unknown,
    { signal, outcome }: { readonly signal: AbortSignal | undefined; readonly outcome: CallOutcome },
  ) {
    const operation = SUBSCRIBE_EVENTS.name;
    return observed({ calls, request, operation }, async () => {
      const call = await callOf(request, { outcome, isBatch: false });
      const ended = AbortSignal.any([shutdownOf(server).signal, ...(signal === undefined ? [] : [signal])]);
      const subscription = await runSubscription(input, { call, deps: { events: feeds(request) }, signal: ended });
      if (subscription.cursor !== undefined) outcome.eventsCursor = subscription.cursor;
      // A connection that waits for events is no load: it is not one of the requests in flight.
      leaveLoadLimits(request);
      return subscription;
    });
  }

  serveSharedRequests(server, {
    guards: callGuards,
    execute: sharedCalls({ performFor, log: server.log, publicUrl }),
    refusal: refusalOf(publicUrl),
  });
  server.addHook('onSend', sendNotModified);
  server.register(trpcFastify, {
    officialPlugin,
    checkInput: rejectUnsafeJson,
    jsonOf: (data: unknown) => (data instanceof JsonText ? data.bytes : undefined),
    prefix: '/trpc',
    trpcOptions: {
      router: createProfilesRouter(publicUrl),
      createContext,
      allowMethodOverride: true,
      maxBatchSize: MAX_CALLS_IN_BATCH,
      onError: ({ error, req }) => {
        const known = profilesErrorFrom(error);
        noteError(req, known.code);
        logFailure(req, known);
      },
      responseMeta: ({ ctx, paths, errors }) => ({
        ...statusOf(errors, paths),
        headers: {
          ...(ctx as ServiceContext | undefined)?.outcome.limits,
          ...errorHeaders(errors),
          ...cursorHeader(ctx as ServiceContext | undefined),
          ...(paths?.length === 1 && responseHeaders((ctx as ServiceContext | undefined)?.outcome.meta)),
        },
      }),
    } satisfies FastifyTRPCPluginOptions<ProfilesRouter>['trpcOptions'],
  });
  return { ...http, publicUrl, callGuards };
}

/** The error envelope that tRPC clients expect. */
const TRPC_FORM: ErrorForm = { contentType: 'application/json', bodyOf: errorEnvelope };

/** The status of a single call that failed: ours, since tRPC does not know all of them. */
function statusOf([error]: readonly TRPCError[], paths: readonly string[] | undefined): { status?: number } {
  return error !== undefined && paths?.length === 1 ? { status: profilesErrorFrom(error).status } : {};
}

/** `Retry-After` of the call that has to wait longest, and the challenge of a 401 (RFC 9110, section 11.6.1). */
function errorHeaders(errors: readonly TRPCError[]): Record<string, string> | undefined {
  if (errors.length === 0) return undefined;
  const failures = errors.map(profilesErrorFrom);
  const longest = Math.max(0, ...failures.map((error) => error.details.retryAfter ?? 0));
  const challenge = failures.map(challengeOf).find((one) => one !== undefined);
  return {
    ...(longest > 0 && { 'retry-after': String(longest) }),
    ...(challenge !== undefined && { 'www-authenticate': challenge }),
  };
}

function callContextFrom(request: CallSource, caller: Caller, { outcome, isBatch }: Exchange): CallContext {
  const { ifNoneMatch, ...metadata } = requestMetadataFrom(request.headers);
  const metadataErrors = [...(metadata.metadataErrors ?? []), ...(isBatch ? batchErrors(request) : [])];
  return {
    caller,
    acceptsText: true,
    correlationId: request.id,
    address: request.ip,
    ...metadata,
    ...(metadataErrors.length > 0 && { metadataErrors }),
    ...(ifNoneMatch !== undefined && !isBatch && { ifNoneMatch }),
    onResponseMeta: (meta) => {
      outcome.meta = meta;
      if (meta.notModified) notModified.add(request);
    },
  };
}

/** Contract, section 1: these headers refer to a single call. */
function batchErrors({ headers }: CallSource): FieldError[] {
  return ['Idempotency-Key', 'If-Match']
    .filter((name) => headers[name.toLowerCase()] !== undefined)
    .map((path) => ({ path, message: 'Not allowed in a batch of more than one call: send each call by itself.' }));
}

/** The requests whose caller has the current version already. */
const notModified = new WeakSet<CallSource>();

/** Responds with 304 and no body to a request whose caller has the current version (RFC 9110, section 15.4.5). */
// biome-ignore lint/complexity/useMaxParams: the signature of the hook; a promise per response would cost more than the hook
function sendNotModified(request: FastifyRequest, reply: FastifyReply, payload: unknown, done: DoneFuncWithErrOrRes) {
  if (!notModified.has(request) || reply.statusCode !== 200) return done(null, payload);
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  done(null, null);
}

/** The position at which a subscription begins. */
function cursorHeader({ outcome }: Partial<ServiceContext> = {}): Record<string, string> | undefined {
  return outcome?.eventsCursor === undefined ? undefined : { [EVENTS_CURSOR_HEADER]: outcome.eventsCursor };
}
