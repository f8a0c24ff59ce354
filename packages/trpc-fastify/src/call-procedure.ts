import { type AnyTRPCProcedure, getTRPCErrorFromUnknown, TRPCError } from '@trpc/server';
import { isThenable } from './data-stream.js';
import { planOf, type Result, type Step } from './procedure-plan.js';

/** One call of a procedure. */
export interface ProcedureCall {
  readonly path: string;
  /** The input as it was sent, after the transformer. Throws TRPCError when it can't be read. */
  readonly readInput: () => unknown;
  readonly ctx: unknown;
  readonly type: 'query' | 'mutation';
  /** Makes the signal that aborts when the client leaves. */
  readonly signalOf: () => AbortSignal;
  readonly batchIndex: number;
}

type GetRawInput = () => Promise<unknown>;
type Changes = { ctx?: object; input?: unknown; getRawInput?: GetRawInput };

/** Calls a procedure as tRPC does, but without copying the call's options twice for each of its middlewares. */
export type Caller = (call: ProcedureCall) => Promise<unknown>;

/** Plans how to call a procedure. One with a caller of its own is called as it is. */
export function callerOf(procedure: AnyTRPCProcedure): Caller {
  const { meta, experimental_caller: bringsCaller } = procedure._def as {
    meta: unknown;
    experimental_caller?: boolean;
  };
  const steps = bringsCaller ? undefined : planOf(procedure);
  if (steps === undefined) {
    return ({ signalOf, readInput, ...call }) =>
      (procedure as unknown as (call: object) => Promise<unknown>)({
        ...call,
        getRawInput: async () => readInput(),
        signal: signalOf(),
      });
  }
  return async (call) => {
    const { ctx } = call;
    const result = await stepsFrom(0, { steps, meta, call }, { ctx, input: undefined, getRawInput: undefined });
    if (!result) {
      const message = 'No result from middlewares - did you forget to `return next()`?';
      throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message });
    }
    if (!result.ok) throw result.error;
    return result.data;
  };
}

interface Run {
  readonly steps: readonly Step[];
  readonly meta: unknown;
  readonly call: ProcedureCall;
}

/** The state that a step passes on to the next one. */
interface State {
  readonly ctx: unknown;
  readonly input: unknown;
  /** Undefined until a middleware brings its own. */
  readonly getRawInput: GetRawInput | undefined;
}

/** Runs the steps from an index on. Checks run in this loop; a middleware calls the rest by itself. */
async function stepsFrom(index: number, run: Run, { ctx, input, getRawInput }: State): Promise<Result> {
  try {
    let at = index;
    let known = input;
    let step = run.steps[at] as Step;
    for (; step.kind === 'input'; step = run.steps[++at] as Step) {
      const raw = getRawInput === undefined ? run.call.readInput() : await getRawInput();
      const checked = step.check(raw, known);
      known = isThenable(checked) ? await checked : checked;
    }
    const state = { ctx, input: known, getRawInput };
    if (step.kind === 'middleware') return await step.call(optionsFor(at, run, state));
    const result = await stepsFrom(at + 1, run, state);
    if (!result.ok) return result;
    const data = step.check(result.data);
    return { ...result, data: isThenable(data) ? await data : data };
  } catch (cause) {
    return { ok: false, error: getTRPCErrorFromUnknown(cause), marker: 'middlewareMarker' } as Result;
  }
}

/** The member of the options that creates their signal. A symbol, so that it is not among their names. */
const SIGNAL_OF = Symbol('signalOf');

/**
 * Creates the signal when it is read: creating it for every call would cost more than most procedures. The getter is shared,
 * because objects with getters of their own would each have a hidden class of their own, and be slow.
 */
const LAZY_SIGNAL: PropertyDescriptor & ThisType<{ [SIGNAL_OF]: () => AbortSignal }> = {
  enumerable: true,
  get() {
    return this[SIGNAL_OF]();
  },
};

/** The options of a middleware: all of them own members, since some middlewares spread them. */
function optionsFor(index: number, run: Run, { ctx, input, getRawInput }: State) {
  const { path, type, batchIndex, signalOf, readInput } = run.call;
  const options = {
    path,
    getRawInput: getRawInput ?? (async () => readInput()),
    ctx,
    type,
    batchIndex,
    input,
    meta: run.meta,
    [SIGNAL_OF]: signalOf,
    next: (changes?: Changes) =>
      stepsFrom(index + 1, run, {
        ctx: changes?.ctx ? { ...(ctx as object), ...changes.ctx } : ctx,
        input: changes && 'input' in changes ? changes.input : input,
        getRawInput: changes?.getRawInput ?? getRawInput,
      }),
  };
  return Object.defineProperty(options, 'signal', LAZY_SIGNAL);
}
