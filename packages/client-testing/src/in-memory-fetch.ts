import { type CallContext, type Dependencies, runOperation, runSubscription } from '@profiles/application';
import { type Caller, ProfilesError, type ResponseMeta } from '@profiles/contracts';
import { createProfilesRouter, profilesErrorFrom, type RouterContext, responseHeaders } from '@profiles/router';
import { correlationIdFrom, EVENTS_CURSOR_HEADER, requestMetadataFrom } from '@profiles/service-kit';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';

interface Context extends RouterContext {
  /** The metadata of the responses, the latest last. */
  readonly metas: ResponseMeta[];
  /** The position at which a subscription begins. */
  eventsCursor?: string;
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
    function call(): CallContext {
      if (caller === undefined) throw new ProfilesError(611);
      const { ifNoneMatch: _, ...metadata } = requestMetadataFrom(headers);
      return { caller, correlationId, ...metadata, onResponseMeta: (meta) => metas.push(meta) };
    }
    const context: Context = {
      metas,
      correlationId,
      perform: async ({ operation }, input) => runOperation(operation, input, { call: call(), deps }),
      subscribe: async (input, signal = request.signal) => {
        const subscription = await runSubscription(input, { call: call(), deps, signal });
        if (subscription.cursor !== undefined) context.eventsCursor = subscription.cursor;
        return subscription;
      },
    };
    return context;
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
        const { metas = [], eventsCursor } = (ctx ?? {}) as Partial<Context>;
        return {
          ...(error !== undefined && { status: profilesErrorFrom(error).status }),
          headers: {
            ...responseHeaders(metas.at(-1)),
            ...(eventsCursor !== undefined && { [EVENTS_CURSOR_HEADER]: eventsCursor }),
          },
        };
      },
    });
  };
}
