import type { AnyTRPCRouter } from '@trpc/server';
import { type FastifyTRPCPluginOptions, fastifyRequestHandler, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fastRequests, targetsOf } from './fast-request.js';
import { notUtf8 } from './raw-inputs.js';
import { respondFast } from './respond.js';
import type { TRPCOptions } from './trpc-options.js';
import { isPercentEncodedUtf8, NOT_UTF8, textOf } from './utf8.js';

export type TRPCFastifyOptions<TRouter extends AnyTRPCRouter> = FastifyTRPCPluginOptions<TRouter> & {
  /**
   * Hands every request to the official plugin's request handler.
   * @defaultValue `false`
   */
  readonly officialPlugin?: boolean;
  /**
   * Called with the text of each JSON input before it is parsed. What it throws is the failure to read the input: of the
   * calls that need it, as if it were not JSON.
   */
  readonly checkInput?: (text: string) => void;
  /**
   * Returns the JSON, in UTF-8, of a result that is JSON already: it is sent as it is, without the transformer. Undefined for
   * every other result. Where the official plugin responds, `JSON.stringify` gets the result.
   */
  readonly jsonOf?: (data: unknown) => Uint8Array | undefined;
};

/**
 * Serves a tRPC router with Fastify: the official plugin's options and responses, at a fraction of its cost for plain JSON
 * queries, mutations and batches. All other requests are handed to the official plugin unchanged. Bytes that are not UTF-8
 * are refused (400) in every request; the official plugin reads U+FFFD in their place.
 */
export function trpcFastify<TRouter extends AnyTRPCRouter>(
  server: FastifyInstance,
  options: TRPCFastifyOptions<TRouter>,
  done: (error?: Error) => void,
): void {
  const { officialPlugin = false, checkInput, jsonOf, ...official } = options;
  if (options.useWSS) {
    fastifyTRPCPlugin(server as never, official as never, done);
    return;
  }
  const trpcOptions: TRPCOptions = {
    ...(options.trpcOptions as unknown as TRPCOptions),
    ...(checkInput !== undefined && { checkInput }),
    ...(jsonOf !== undefined && { jsonOf }),
  };
  const respond = officialPlugin ? officialHandlerOf(trpcOptions) : handlerOf(trpcOptions);
  for (const type of ['application/json', 'multipart/form-data']) server.removeContentTypeParser(type);
  // As a buffer: Fastify would decode a string with U+FFFD in place of what is not UTF-8.
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, parsed) =>
    parsed(null, textOf(body as Buffer)),
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
  const respondOfficially = officialHandlerOf(options);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const fast = fastRequestOf(request);
    return fast === undefined ? respondOfficially(request, reply) : respondFast(options, fast, { request, reply });
  };
}

/** Responds with the official plugin. It decodes without a check, so the check comes first. */
function officialHandlerOf({ checkInput, jsonOf: _json, ...options }: TRPCOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<undefined> => {
    const body = request.body as unknown;
    // With a status, since the error handler of Fastify gets it.
    if (body === NOT_UTF8 || !isPercentEncodedUtf8(request.raw.url ?? '')) {
      throw Object.assign(notUtf8(), { statusCode: 400 });
    }
    if (typeof body === 'string') checkInput?.(body);
    const { path } = request.params as { path: string };
    await fastifyRequestHandler({ ...options, req: request, res: reply, path } as never);
  };
}
