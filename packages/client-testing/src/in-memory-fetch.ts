import { type CallContext, type Dependencies, runOperation } from '@profiles/application';
import { type Caller, ProfilesError, type ResponseMeta } from '@profiles/contracts';
import { createProfilesRouter, profilesErrorFrom, type RouterContext, responseHeaders } from '@profiles/router';
import { correlationIdFrom, requestMetadataFrom } from '@profiles/service-kit';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';

interface Context extends RouterContext {
  /** What the responses of the calls carry, the latest last. */
  readonly metas: ResponseMeta[];
}

/** Responds to the requests of a tRPC client by running the use cases, as the service does behind HTTP. */
export function fetchOf(
  deps: Dependencies,
  callerOf: (authorization: string | undefined) => Caller | undefined,
): typeof globalThis.fetch {
  const router = createProfilesRouter(() => '');

  function contextOf(request: Request): Context {
    const headers = Object.fromEntries(request.headers);
    const correlationId = correlationIdFrom(headers['x-correlation-id']);
    const caller = callerOf(headers['authorization']);
    const metas: ResponseMeta[] = [];
    return {
      metas,
      correlationId,
      perform: async ({ operation }, input) => {
        if (caller === undefined) throw new ProfilesError(611);
        const { ifNoneMatch: _, ...metadata } = requestMetadataFrom(headers);
        const call: CallContext = { caller, correlationId, ...metadata, onResponseMeta: (meta) => metas.push(meta) };
        return runOperation(operation, input, { call, deps });
      },
    };
  }

  return async (target, init) => {
    const request = new Request(target, init);
    request.signal.throwIfAborted();
    return fetchRequestHandler({
      endpoint: '/trpc',
      req: request,
      router,
      allowMethodOverride: true,
      createContext: () => contextOf(request),
      responseMeta: ({ ctx, paths, errors: [error] }) => {
        // In a batch the headers could belong to any of its calls.
        if (paths?.length !== 1) return {};
        return {
          ...(error !== undefined && { status: profilesErrorFrom(error).status }),
          headers: responseHeaders((ctx as Context | undefined)?.metas.at(-1)),
        };
      },
    });
  };
}
