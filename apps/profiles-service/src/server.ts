import { type CallContext, type Dependencies, profilesApiFor } from '@profiles/application';
import { type AnswerMeta, type Caller, type ProfilesApi, profilesApiFrom } from '@profiles/contracts';
import { type ProfilesRouter, profilesErrorFrom, profilesRouter, type RouterContext } from '@profiles/router';
import {
  callHeadersFrom,
  createHttpServer,
  type HttpServer,
  logFault,
  type TokenVerifier,
} from '@profiles/service-kit';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyRequest } from 'fastify';

export interface ServerParts {
  readonly deps: Dependencies;
  readonly verify: TokenVerifier;
  readonly logLevel: string;
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
}

/** What a request carries besides the router's context: the headers its answer gets. */
interface ServiceContext extends RouterContext {
  readonly answer: { meta?: AnswerMeta };
}

/** How many calls one tRPC batch may hold. */
const MOST_CALLS_IN_BATCH = 100;

/** The tRPC server: who calls is settled here (401), everything else behind `ctx.profiles`. */
export function createServer({ deps, verify, logLevel, readiness }: ServerParts): HttpServer {
  const { server, metrics } = createHttpServer({ name: 'profiles-service', logLevel, readiness });

  async function createContext({ req: request }: { req: FastifyRequest }): Promise<ServiceContext> {
    const answer: ServiceContext['answer'] = {};
    return { profiles: await profilesFor(request, answer), correlationId: request.id, answer };
  }

  /** The use cases for who calls. A caller who is nobody gets an API that refuses everything (401), traceably. */
  async function profilesFor(request: FastifyRequest, answer: ServiceContext['answer']): Promise<ProfilesApi> {
    try {
      const caller = await verify(request.headers.authorization);
      return profilesApiFor(deps, callContextFrom(request, caller, answer));
    } catch (error) {
      return profilesApiFrom(() => () => Promise.reject(error));
    }
  }

  server.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: profilesRouter,
      createContext,
      allowMethodOverride: true,
      maxBatchSize: MOST_CALLS_IN_BATCH,
      onError: ({ error, req }) => logFault(req, profilesErrorFrom(error)),
      responseMeta: ({ ctx, paths }) => ({
        headers: paths?.length === 1 ? answerHeaders((ctx as ServiceContext | undefined)?.answer.meta) : {},
      }),
    } satisfies FastifyTRPCPluginOptions<ProfilesRouter>['trpcOptions'],
  });
  return { server, metrics };
}

function callContextFrom(request: FastifyRequest, caller: Caller, answer: ServiceContext['answer']): CallContext {
  return {
    caller,
    correlationId: request.id,
    ...callHeadersFrom(request.headers),
    onAnswer: (meta) => {
      answer.meta = meta;
    },
  };
}

/** What an answer carries beside its value. In a batch there is no saying whose it would be. */
function answerHeaders(meta: AnswerMeta = {}): Record<string, string> {
  return {
    ...(meta.revision !== undefined && { etag: `"${meta.revision}"` }),
    ...(meta.replayed && { 'idempotency-replayed': 'true' }),
  };
}
