import { TRPCError } from '@trpc/server';
import { isObject } from './data-stream.js';
import type { FastRequest } from './fast-request.js';

type Inputs = Readonly<Record<number, unknown>>;

/** The inputs of a request: parsed when a procedure asks for the first of them, and never when none does. */
export interface RawInputs {
  /** Throws TRPCError, the same each time, when they can't be read. */
  read(): Inputs;
  /** What was read so far. */
  result(): Inputs | undefined;
}

export function rawInputsOf(
  { inputText, isBatch, paths }: FastRequest,
  { deserialize }: { readonly deserialize: (value: unknown) => unknown },
): RawInputs {
  let inputs: Inputs | undefined;
  let failure: TRPCError | undefined;

  function parsed(): Inputs {
    const given: unknown = inputText ? JSON.parse(inputText) : undefined;
    const found: Record<number, unknown> = Object.create(null);
    if (given === undefined) return found;
    if (!isBatch) {
      found[0] = deserialize(given);
      return found;
    }
    if (!isObject(given)) {
      const message = '"input" needs to be an object when doing a batch call';
      throw new TRPCError({ code: 'BAD_REQUEST', message });
    }
    for (const index of paths.keys()) {
      const input = given[index];
      if (input !== undefined) found[index] = deserialize(input);
    }
    return found;
  }

  function read(): Inputs {
    if (failure !== undefined) throw failure;
    try {
      inputs ??= parsed();
      return inputs;
    } catch (cause) {
      failure = cause instanceof TRPCError ? cause : unreadable(cause);
      throw failure;
    }
  }

  return { read, result: () => inputs };
}

function unreadable(cause: unknown): TRPCError {
  const message = cause instanceof Error ? cause.message : 'Invalid input';
  return new TRPCError({ code: 'BAD_REQUEST', message, cause });
}
