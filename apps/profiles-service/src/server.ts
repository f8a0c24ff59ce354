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
  challengeOf,
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
  /** Serves with tRPC's own Fastify plugin: slower, and the reference for ours. @defaultValue false */
  readonly officialPlugin?: boolean;
  readonly edge?: EdgeSettings;
  readonly logLevel: string;
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
}

/** What the response headers carry beside the value of a call. */
interface CallOutcome {
  meta?: ResponseMeta;
  limits?: Record<string, string>;
}

/** The router's context, and the source of the response headers. */
interface ServiceContext extends RouterContext {
  readonly outcome: CallOutcome;
}

/** Maximum calls in one tRPC batch. */
const MAX_CALLS_IN_BATCH = 100;

/** The tRPC server. It authenticates the caller (401); everything else happens behind `ctx.perform`. */
export function createServer({ deps, verify, limiter, officialPlugin = false, ...settings }: ServerParts): HttpServer {
  const { server, metrics } = createHttpServer({ name: 'profiles-service', errorForm: TRPC_FORM, ...settings });

  async function createContext({ req: request }: { req: FastifyRequest }): Promise<ServiceContext> {
    const outcome: CallOutcome = {};
    return { perform: await performFor(request, outcome), correlationId: request.id, outcome };
  }

  /** The request pipeline for the caller of a request. Without a valid token it rejects every call with 401. */
  async function performFor(request: FastifyRequest, outcome: CallOutcome): Promise<RouterContext['perform']> {
    try {
      const caller = await authenticate(request, { verify, limiter });
      const clientName = request.headers['et-client-name']?.toString();
      const subject = { caller, clientName, address: request.ip };
      const charge = (cost: number) =>
        limiter.charge(subject, cost, (headers) => Object.assign(outcome, { limits: headers }));
      const call = { ...callContextFrom(request, caller, outcome), charge };
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
          ...(ctx as ServiceContext | undefined)?.outcome.limits,
          ...errorHeaders(errors),
          ...(paths?.length === 1 && responseHeaders((ctx as ServiceContext | undefined)?.outcome.meta)),
        },
      }),
    } satisfies FastifyTRPCPluginOptions<ProfilesRouter>['trpcOptions'],
  });
  return { server, metrics };
}

/** The error envelope that tRPC clients expect. */
const TRPC_FORM: ErrorForm = {
  contentType: 'application/json',
  bodyOf: (error, correlationId) => refusalOf(trpcErrorFrom(error), correlationId),
};

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

function callContextFrom(request: FastifyRequest, caller: Caller, outcome: CallOutcome): CallContext {
  return {
    caller,
    correlationId: request.id,
    address: request.ip,
    ...requestMetadataFrom(request.headers),
    onResponseMeta: (meta) => {
      outcome.meta = meta;
    },
  };
}

/** Headers of a single call; in a batch they could belong to any of its calls. */
function responseHeaders(meta: ResponseMeta = {}): Record<string, string> {
  return {
    ...(meta.revision !== undefined && { etag: `"${meta.revision}"` }),
    ...(meta.replayed && { 'idempotency-replayed': 'true' }),
  };
}
