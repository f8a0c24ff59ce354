import { TRPCError } from '@trpc/server';
import { isObject } from './data-stream.js';
import type { FastRequest } from './fast-request.js';
import { NOT_UTF8 } from './utf8.js';

type Inputs = Readonly<Record<number, unknown>>;

/** The inputs of a request: parsed when a procedure asks for the first of them, and never when none does. */
export interface RawInputs {
  /** Throws TRPCError, the same each time, when they can't be read. */
  read(): Inputs;
  /** The inputs that have been read so far. */
  result(): Inputs | undefined;
}

/** How the text of an input becomes a value. */
interface InputReading {
  /** The transformer of the router. */
  readonly deserialize: (value: unknown) => unknown;
  /** Throws when the text must not be parsed. */
  readonly checkInput: ((text: string) => void) | undefined;
}

export function rawInputsOf(
  { inputText, isBatch, paths }: FastRequest,
  { deserialize, checkInput }: InputReading,
): RawInputs {
  let inputs: Inputs | undefined;
  let failure: TRPCError | undefined;

  function parsed(): Inputs {
    if (inputText === NOT_UTF8) throw notUtf8();
    if (inputText) checkInput?.(inputText);
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

/** The refusal of an input that is not UTF-8. */
export function notUtf8(): TRPCError {
  return new TRPCError({ code: 'BAD_REQUEST', message: 'The input is not valid UTF-8.' });
}

function unreadable(cause: unknown): TRPCError {
  const message = cause instanceof Error ? cause.message : 'Invalid input';
  return new TRPCError({ code: 'BAD_REQUEST', message, cause });
}
