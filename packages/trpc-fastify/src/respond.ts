import { getErrorShape, getTRPCErrorFromUnknown, TRPCError } from '@trpc/server';
import { getHTTPStatusCode } from '@trpc/server/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDataStream } from './data-stream.js';
import { type Envelope, envelopeBody, listBody } from './envelope.js';
import type { FastRequest } from './fast-request.js';
import { leavingSignal } from './leaving-signal.js';
import { type RawInputs, rawInputsOf } from './raw-inputs.js';
import { RequestInfo } from './request-info.js';
import { type ResponseMeta, sendResponse } from './response-head.js';
import type { TRPCOptions } from './trpc-options.js';

/** A request of the fast path while it is processed. */
interface Exchange {
  readonly options: TRPCOptions;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly fast: FastRequest;
  readonly inputs: RawInputs;
  readonly signalOf: () => AbortSignal;
  readonly info: RequestInfo;
  /** Undefined when there is none, or when making it failed. */
  readonly ctx: unknown;
  readonly contextFailure: TRPCError | undefined;
}

type Outcome = readonly [error: TRPCError, result: undefined] | readonly [error: undefined, result: { data: unknown }];

const STREAM_REFUSED = {
  code: 'UNSUPPORTED_MEDIA_TYPE',
  message: 'Cannot use stream-like response in non-streaming request - use httpBatchStreamLink',
} as const;

/** Responds to a request of the fast path: one context, all calls in parallel, one response. */
export async function respondFast(
  options: TRPCOptions,
  fast: FastRequest,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { deserialize } = options.router._def._config.transformer.input;
  const inputs = rawInputsOf(fast, { deserialize, checkInput: options.checkInput });
  const signalOf = leavingSignal(reply);
  const info = new RequestInfo(fast, { inputs, signalOf, request });
  let ctx: unknown;
  let contextFailure: TRPCError | undefined;
  try {
    ctx = await options.createContext?.({ ...options, req: request, res: reply, info, path: fast.path } as never);
  } catch (cause) {
    contextFailure = getTRPCErrorFromUnknown(cause);
  }
  const exchange: Exchange = { options, request, reply, fast, inputs, signalOf, info, ctx, contextFailure };
  try {
    return await (fast.isBatch ? respondToBatch(exchange) : respondToOne(exchange));
  } catch (cause) {
    // The response could not be created: it is a stream, or a formatter or transformer has thrown.
    return respond(exchange, errorEnvelope(exchange, told(exchange, cause)), [getTRPCErrorFromUnknown(cause)]);
  }
}

async function respondToOne(exchange: Exchange): Promise<FastifyReply> {
  const [error, result] = await outcomeOf(exchange, 0);
  if (isDataStream(result?.data)) throw new TRPCError(STREAM_REFUSED);
  const envelope = error ? errorEnvelope(exchange, error, 0) : { result: { data: result?.data } };
  return respond(exchange, [envelope], error ? [error] : []);
}

async function respondToBatch(exchange: Exchange): Promise<FastifyReply> {
  const outcomes = await Promise.all(exchange.fast.targets.map((_target, index) => outcomeOf(exchange, index)));
  const settled = outcomes.map((outcome): Outcome => {
    return isDataStream(outcome[1]?.data) ? [new TRPCError(STREAM_REFUSED), undefined] : outcome;
  });
  const envelopes = settled.map(([error, result], index) =>
    error ? errorEnvelope(exchange, error, index) : { result: { data: result?.data } },
  );
  return respond(
    exchange,
    envelopes,
    settled.map(([error]) => error),
  );
}

async function outcomeOf(exchange: Exchange, index: number): Promise<Outcome> {
  const { fast, ctx, inputs, signalOf } = exchange;
  const path = fast.paths[index] as string;
  try {
    if (exchange.contextFailure) throw exchange.contextFailure;
    const readInput = () => inputs.read()[index];
    const call = { path, ctx, type: fast.type, batchIndex: index, readInput, signalOf };
    return [undefined, { data: await fast.targets[index]?.call(call) }];
  } catch (cause) {
    return [told(exchange, cause, index), undefined];
  }
}

/** Reports an error to `onError`: of one call, or of the response as a whole. */
function told({ options, fast, inputs, ctx, request }: Exchange, cause: unknown, index?: number): TRPCError {
  const error = getTRPCErrorFromUnknown(cause);
  const tell = options.onError as ((event: unknown) => void) | undefined;
  const of =
    index === undefined
      ? { path: undefined, input: undefined }
      : { path: fast.paths[index], input: inputs.result()?.[index] };
  tell?.({ error, ...of, ctx, type: fast.type, req: request });
  return error;
}

function errorEnvelope({ options, fast, inputs, ctx }: Exchange, error: TRPCError, index?: number): Envelope {
  const config = options.router._def._config;
  const of =
    index === undefined
      ? { path: undefined, input: undefined }
      : { path: fast.paths[index], input: inputs.result()?.[index] };
  return { error: getErrorShape({ config, ctx, error, ...of, type: fast.type } as never) };
}

/**
 * Sends the envelopes: a list of them to a batch, the only one to a single call. A failure of the answer as a whole
 * comes as no list, and is sent as it is.
 */
function respond(
  { options, reply, fast, info, ctx }: Exchange,
  envelopes: Envelope | Envelope[],
  errors: readonly (TRPCError | undefined)[],
): FastifyReply {
  const failures = errors.filter((error) => error !== undefined);
  const status = failures.length === 0 ? 200 : (getHTTPStatusCode(envelopes as never, errors as never) as number);
  const meta = (options.responseMeta?.({
    ctx,
    info,
    paths: fast.paths,
    type: fast.type,
    data: Array.isArray(envelopes) ? envelopes : [envelopes],
    errors: failures,
    eagerGeneration: false,
  } as never) ?? {}) as ResponseMeta;
  const body =
    Array.isArray(envelopes) && fast.isBatch
      ? listBody(envelopes, options)
      : envelopeBody(Array.isArray(envelopes) ? (envelopes[0] as Envelope) : envelopes, options);
  return sendResponse(reply, body, { status, meta });
}
