import { type CallContext, type Dependencies, runOperation } from '@profiles/application';
import type { Caller, ResponseMeta } from '@profiles/contracts';
import {
  type ProfilesRouter,
  profilesErrorFrom,
  profilesRouter,
  type RouterContext,
  refusalOf,
  trpcErrorFrom,
} from '@profiles/router';
import {
  authenticate,
  createHttpServer,
  type EdgeSettings,
  type ErrorForm,
  type HttpServer,
  logFailure,
  type RateLimiter,
  rejectDeepJson,
  requestMetadataFrom,
  type TokenVerifier,
} from '@profiles/service-kit';
import { trpcFastify } from '@profiles/trpc-fastify';
import type { TRPCError } from '@trpc/server';
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyRequest } from 'fastify';

export interface ServerParts {
  readonly deps: Dependencies;
  readonly verify: TokenVerifier;
  readonly limiter: RateLimiter;
  /** Serves with tRPC's own plugin: slower, and the measure of ours. */
  readonly officialPlugin?: boolean;
  readonly edge?: EdgeSettings;
  readonly logLevel: string;
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
}

/** What there is to tell beside the values of an answer. */
interface Told {
  meta?: ResponseMeta;
  limits?: Record<string, string>;
}

/** What a request carries besides the router's context: the headers its answer gets. */
interface ServiceContext extends RouterContext {
  readonly answer: Told;
}

/** How many calls one tRPC batch may hold. */
const MAX_CALLS_IN_BATCH = 100;

/** The tRPC server: who calls is settled here (401), everything else behind `ctx.perform`. */
export function createServer({ deps, verify, limiter, officialPlugin = false, ...settings }: ServerParts): HttpServer {
  const { server, metrics } = createHttpServer({ name: 'profiles-service', errorForm: TRPC_FORM, ...settings });

  async function createContext({ req: request }: { req: FastifyRequest }): Promise<ServiceContext> {
    const answer: Told = {};
    return { perform: await performFor(request, answer), correlationId: request.id, answer };
  }

  /** The gate, for who calls. A caller who is nobody gets one that refuses everything (401), traceably. */
  async function performFor(request: FastifyRequest, answer: Told): Promise<RouterContext['perform']> {
    try {
      const caller = await authenticate(request, { verify, limiter });
      const clientName = request.headers['et-client-name']?.toString();
      const subject = { caller, clientName, address: request.ip };
      const charge = (cost: number) =>
        limiter.charge(subject, cost, (headers) => Object.assign(answer, { limits: headers }));
      const call = { ...callContextFrom(request, caller, answer), charge };
      return (named, input) => runOperation(named.operation, input, { call, deps });
    } catch (error) {
      return () => Promise.reject(error);
    }
  }

  server.addHook('preValidation', ({ body }, _reply, done) => {
    if (typeof body === 'string') rejectDeepJson(body);
    done();
  });
  server.register(trpcFastify, {
    officialPlugin,
    prefix: '/trpc',
    trpcOptions: {
      router: profilesRouter,
      createContext,
      allowMethodOverride: true,
      maxBatchSize: MAX_CALLS_IN_BATCH,
      onError: ({ error, req }) => logFailure(req, profilesErrorFrom(error)),
      responseMeta: ({ ctx, paths, errors }) => ({
        headers: {
          ...(ctx as ServiceContext | undefined)?.answer.limits,
          ...retryHeader(errors),
          ...(paths?.length === 1 && responseHeaders((ctx as ServiceContext | undefined)?.answer.meta)),
        },
      }),
    } satisfies FastifyTRPCPluginOptions<ProfilesRouter>['trpcOptions'],
  });
  return { server, metrics };
}

/** The clients of tRPC read no other. */
const TRPC_FORM: ErrorForm = {
  contentType: 'application/json',
  bodyOf: (error, correlationId) => refusalOf(trpcErrorFrom(error), correlationId),
};

/** When the first that was refused may try again. */
function retryHeader(errors: readonly TRPCError[]): Record<string, string> | undefined {
  if (errors.length === 0) return undefined;
  const waits = errors.map((error) => profilesErrorFrom(error).details.retryAfter ?? 0);
  const longest = Math.max(0, ...waits);
  return longest > 0 ? { 'retry-after': String(longest) } : undefined;
}

function callContextFrom(request: FastifyRequest, caller: Caller, answer: Told): CallContext {
  return {
    caller,
    correlationId: request.id,
    address: request.ip,
    ...requestMetadataFrom(request.headers),
    onResponseMeta: (meta) => {
      answer.meta = meta;
    },
  };
}

/** What an answer carries beside its value. In a batch there is no saying whose it would be. */
function responseHeaders(meta: ResponseMeta = {}): Record<string, string> {
  return {
    ...(meta.revision !== undefined && { etag: `"${meta.revision}"` }),
    ...(meta.replayed && { 'idempotency-replayed': 'true' }),
  };
}
