import {
  type AnyTRPCRouter,
  getErrorShape,
  getTRPCErrorFromUnknown,
  TRPCError,
  transformTRPCResponse,
} from '@trpc/server';
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import { getHTTPStatusCode } from '@trpc/server/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ResponseMeta, sendAnswer } from './answer-head.js';
import type { Caller } from './call-procedure.js';
import { isDataStream } from './data-stream.js';
import type { FastRequest } from './fast-request.js';
import { leavingSignal } from './leaving-signal.js';
import { rawInputsOf } from './raw-inputs.js';

export type TRPCOptions = FastifyTRPCPluginOptions<AnyTRPCRouter>['trpcOptions'];

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly fast: FastRequest;
  readonly callers: readonly Caller[];
}

type Outcome = readonly [error: TRPCError, result: undefined] | readonly [error: undefined, result: { data: unknown }];

/** A result or an error as it is sent, before the transformer. */
type Envelope = { result: { data: unknown } } | { error: unknown };

const STREAM_REFUSED = {
  code: 'UNSUPPORTED_MEDIA_TYPE',
  message: 'Cannot use stream-like response in non-streaming request - use httpBatchStreamLink',
} as const;

/** Answers a request of the plain kind: one context, all calls at once, one answer. */
export async function answer(options: TRPCOptions, { request, reply, fast, callers }: Exchange): Promise<FastifyReply> {
  const { router } = options;
  const config = router._def._config;
  const inputs = rawInputsOf(fast, router);
  const signalOf = leavingSignal(reply);
  const info = infoOf(fast, { inputs, signalOf, request });
  const context = await contextFrom(options, { request, reply, info, path: fast.paths.join(',') });
  const ctx = 'ctx' in context ? context.ctx : undefined;
  const tell = options.onError as ((event: unknown) => void) | undefined;
  const respond = (
    envelopes: Envelope | Envelope[],
    errors: readonly (TRPCError | undefined)[],
    body?: () => string,
  ) => {
    const list = Array.isArray(envelopes) ? envelopes : [envelopes];
    const status = getHTTPStatusCode(envelopes as never, errors as never) as number;
    const meta = (options.responseMeta?.({
      ...{ ctx, info, paths: fast.paths, data: list, eagerGeneration: false, type: fast.type },
      errors: errors.filter((error) => error !== undefined),
    } as never) ?? {}) as ResponseMeta;
    return sendAnswer(reply, (body ?? (() => JSON.stringify(transformTRPCResponse(config, envelopes as never))))(), {
      status,
      meta,
    });
  };
  const errorEnvelope = (error: TRPCError, index: number): Envelope => ({
    error: getErrorShape({
      ...{ config, ctx, error, path: fast.paths[index], type: fast.type },
      input: inputs.result()?.[index],
    } as never),
  });

  const outcomes = callers.map(async (call, index): Promise<Outcome> => {
    const path = fast.paths[index] ?? '';
    try {
      if ('failure' in context) throw context.failure;
      const data = await call({
        ...{ path, ctx, type: fast.type, batchIndex: index },
        getRawInput: async () => (await inputs.read())[index],
        get signal() {
          return signalOf();
        },
      });
      return [undefined, { data }];
    } catch (cause) {
      const error = getTRPCErrorFromUnknown(cause);
      tell?.({ error, path, input: inputs.result()?.[index], ctx, type: fast.type, req: request });
      return [error, undefined];
    }
  });

  try {
    if (!fast.isBatch) {
      const [error, result] = await (outcomes[0] as Promise<Outcome>);
      if (isDataStream(result?.data)) throw new TRPCError(STREAM_REFUSED);
      const envelope = error ? errorEnvelope(error, 0) : { result: { data: result?.data } };
      return respond([envelope], error ? [error] : [], () =>
        JSON.stringify(transformTRPCResponse(config, envelope as never)),
      );
    }
    const settled = (await Promise.all(outcomes)).map((outcome): Outcome => {
      return outcome[1] !== undefined && isDataStream(outcome[1].data)
        ? [new TRPCError(STREAM_REFUSED), undefined]
        : outcome;
    });
    const envelopes = settled.map(([error, result], index) =>
      error ? errorEnvelope(error, index) : { result: { data: result?.data } },
    );
    return respond(
      envelopes,
      settled.map(([error]) => error),
    );
  } catch (cause) {
    // An answer that could not be made: a stream, a formatter or a transformer that throws.
    const error = getTRPCErrorFromUnknown(cause);
    tell?.({ error, path: undefined, input: undefined, ctx, type: fast.type, req: request });
    const shape = getErrorShape({ config, ctx, error, path: undefined, input: undefined, type: fast.type } as never);
    return respond({ error: shape }, [error]);
  }
}

async function contextFrom(options: TRPCOptions, more: Readonly<Record<string, unknown>>) {
  const { request: req, reply: res, ...rest } = more;
  try {
    return { ctx: await options.createContext?.({ ...options, req, res, ...rest } as never) };
  } catch (cause) {
    return { failure: getTRPCErrorFromUnknown(cause) };
  }
}

/** What `createContext` and `responseMeta` are told of the request. */
function infoOf(
  { isBatch: isBatchCall, type, paths, procedures }: FastRequest,
  {
    inputs,
    signalOf,
    request,
  }: { inputs: ReturnType<typeof rawInputsOf>; signalOf: () => AbortSignal; request: FastifyRequest },
) {
  return {
    isBatchCall,
    accept: null,
    calls: paths.map((path, batchIndex) => ({
      batchIndex,
      path,
      procedure: procedures[batchIndex],
      getRawInput: async () => (await inputs.read())[batchIndex],
      result: () => inputs.result()?.[batchIndex],
    })),
    type,
    connectionParams: null,
    get signal() {
      return signalOf();
    },
    get url() {
      const protocol = 'encrypted' in request.socket ? 'https:' : 'http:';
      return new URL(request.raw.url ?? '/', `${protocol}//${request.headers.host ?? 'localhost'}`);
    },
  };
}
