import type { AnyTRPCRouter } from '@trpc/server';
import { type FastifyTRPCPluginOptions, fastifyRequestHandler, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answer, type TRPCOptions } from './answer.js';
import { fastRequests, targetsOf } from './fast-request.js';

export type TRPCFastifyOptions<TRouter extends AnyTRPCRouter> = FastifyTRPCPluginOptions<TRouter> & {
  /** Answers everything with the official plugin. */
  readonly officialPlugin?: boolean;
};

/**
 * Serves a tRPC router with Fastify: the official plugin's options and answers, at a fraction of its cost for plain JSON
 * queries, mutations and batches. All else is handed to the official plugin unchanged.
 */
export function trpcFastify<TRouter extends AnyTRPCRouter>(
  server: FastifyInstance,
  options: TRPCFastifyOptions<TRouter>,
  done: (error?: Error) => void,
): void {
  const { officialPlugin = false, ...official } = options;
  if (officialPlugin || options.useWSS) {
    fastifyTRPCPlugin(server as never, official as never, done);
    return;
  }
  const trpcOptions = options.trpcOptions as unknown as TRPCOptions;
  const respond = handlerOf(trpcOptions);
  for (const type of ['application/json', 'multipart/form-data']) server.removeContentTypeParser(type);
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
    parsed(null, body),
  );
  server.addContentTypeParser('multipart/form-data', {}, (_request, body, parsed) => parsed(null, body));
  server.all('/:path', respond);
  done();
}

function handlerOf(options: TRPCOptions) {
  const {
    router,
    allowBatching,
    batching,
    allowMethodOverride = false,
    maxBatchSize,
  } = options as TRPCOptions & {
    batching?: { enabled?: boolean };
  };
  const fastRequestOf = fastRequests({
    targets: targetsOf(router),
    allowBatching: allowBatching ?? batching?.enabled ?? true,
    allowMethodOverride,
    maxBatchSize,
  });
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const fast = fastRequestOf(request);
    if (fast !== undefined) return answer(options, fast, { request, reply });
    const { path } = request.params as { path: string };
    await fastifyRequestHandler({ ...options, req: request, res: reply, path } as never);
  };
}
