import type { z } from 'zod';
import { badInput } from './bad-input.js';
import type { CallOptions } from './call-options.js';
import type { Operation } from './operation.js';
import { OPERATIONS } from './operations.js';
import type { FieldError } from './profiles-error.js';
import { UnreadableInput } from './unreadable-input.js';

export type Operations = typeof OPERATIONS;
export type InputOf<O> = O extends Operation ? z.input<O['input']> : never;
export type ParsedInputOf<O> = O extends Operation ? z.output<O['input']> : never;
export type OutputOf<O> = O extends Operation ? z.output<O['output']> : never;

type Call<O> = (input: InputOf<O>, options?: CallOptions) => Promise<OutputOf<O>>;

/**
 * The service as its callers see it, whichever way they come in. Every method throws ProfilesError and nothing else.
 */
export type ProfilesApi = {
  readonly [G in keyof Operations]: { readonly [M in keyof Operations[G]]: Call<Operations[G][M]> };
};

/** One operation with the two parts of its tRPC name. */
export interface NamedOperation {
  readonly group: string;
  readonly method: string;
  /** `profiles.create`. */
  readonly name: string;
  readonly operation: Operation;
}

/** All operations as a list, in the order of the table. */
export const OPERATION_LIST: readonly NamedOperation[] = Object.entries(OPERATIONS).flatMap(([group, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    group,
    method,
    name: `${group}.${method}`,
    operation: operation as Operation,
  })),
);

/** A ProfilesApi made of one function that can do any operation. */
export function profilesApiFrom(call: (named: NamedOperation) => Call<Operation>): ProfilesApi {
  const api: Record<string, Record<string, unknown>> = {};
  for (const named of OPERATION_LIST) {
    api[named.group] ??= {};
    Object.assign(api[named.group] as object, { [named.method]: call(named) });
  }
  return api as unknown as ProfilesApi;
}

/**
 * Validates the input of a call. A missing input counts as `{}`. `otherErrors` were found outside of the input, such as in
 * a header: they are reported together with those of the input.
 * @throws ProfilesError 400, or the code of a field, naming every error
 */
export function parseInput<O extends Operation>(
  operation: O,
  rawInput: unknown,
  otherErrors: readonly FieldError[] = [],
): ParsedInputOf<O> & Readonly<Record<string, unknown>> {
  if (rawInput instanceof UnreadableInput) throw rawInput.with(otherErrors);
  const parsed = operation.input.safeParse(rawInput ?? {});
  if (!parsed.success || otherErrors.length > 0) throw badInput(parsed.error?.issues ?? [], otherErrors);
  return parsed.data as ParsedInputOf<O> & Readonly<Record<string, unknown>>;
}
