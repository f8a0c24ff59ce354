import { type AnyTRPCProcedure, getTRPCErrorFromUnknown, TRPCError } from '@trpc/server';

/** One call of a procedure. */
export interface ProcedureCall {
  readonly path: string;
  readonly getRawInput: () => Promise<unknown>;
  readonly ctx: unknown;
  readonly type: 'query' | 'mutation';
  /** Makes the signal that aborts when the client leaves. */
  readonly signalOf: () => AbortSignal;
  readonly batchIndex: number;
}

type Result = { ok: true; data: unknown } | { ok: false; error: TRPCError };
type Changes = { ctx?: object; input?: unknown; getRawInput?: () => Promise<unknown> };
type Middleware = (options: object) => Promise<Result>;

/** Calls a procedure as tRPC does, but without copying the call's options twice for each of its middlewares. */
export type Caller = (call: ProcedureCall) => Promise<unknown>;

/** How to call a procedure, found out once. One that brings a caller of its own is called as it is. */
export function callerOf(procedure: AnyTRPCProcedure): Caller {
  const {
    middlewares,
    meta,
    experimental_caller: bringsCaller,
  } = procedure._def as unknown as {
    middlewares?: readonly Middleware[];
    meta: unknown;
    experimental_caller?: boolean;
  };
  if (bringsCaller || !Array.isArray(middlewares)) {
    return ({ signalOf, ...call }) =>
      (procedure as unknown as (call: object) => Promise<unknown>)({ ...call, signal: signalOf() });
  }
  const chain: readonly Middleware[] = middlewares;
  return async (call) => {
    const result = await step({ chain, meta, call }, 0, call);
    if (!result) {
      const message = 'No result from middlewares - did you forget to `return next()`?';
      throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message });
    }
    if (!result.ok) throw result.error;
    return result.data;
  };
}

interface Run {
  readonly chain: readonly Middleware[];
  readonly meta: unknown;
  readonly call: ProcedureCall;
}

/** What a middleware can change for those behind it. */
interface State {
  readonly ctx: unknown;
  readonly input?: unknown;
  readonly getRawInput: () => Promise<unknown>;
}

async function step(run: Run, index: number, state: State): Promise<Result> {
  try {
    return await (run.chain[index] as Middleware)(optionsFor(run, index, state));
  } catch (cause) {
    return { ok: false, error: getTRPCErrorFromUnknown(cause), marker: 'middlewareMarker' } as Result;
  }
}

/** Where the options keep how their signal is made. A symbol is not among the names of their members. */
const SIGNAL_OF = Symbol('signalOf');

/**
 * Who looks at the signal gets one; making it for everybody would cost more than most procedures. One getter for all:
 * with one of its own each object would have a shape of its own, and be slow.
 */
const LAZY_SIGNAL: PropertyDescriptor & ThisType<{ [SIGNAL_OF]: () => AbortSignal }> = {
  enumerable: true,
  get() {
    return this[SIGNAL_OF]();
  },
};

/** What a middleware is given: all of it in members of its own, since some spread it. */
function optionsFor(run: Run, index: number, { ctx, input, getRawInput }: State) {
  const { path, type, batchIndex, signalOf } = run.call;
  const options = {
    path,
    getRawInput,
    ctx,
    type,
    batchIndex,
    input,
    meta: run.meta,
    [SIGNAL_OF]: signalOf,
    next: (changes?: Changes) =>
      step(run, index + 1, {
        ctx: changes?.ctx ? { ...(ctx as object), ...changes.ctx } : ctx,
        input: changes && 'input' in changes ? changes.input : input,
        getRawInput: changes?.getRawInput ?? getRawInput,
      }),
  };
  return Object.defineProperty(options, 'signal', LAZY_SIGNAL);
}
