import { type AnyTRPCProcedure, TRPCError } from '@trpc/server';
import { isObject, isThenable } from './data-stream.js';

export type Result = { ok: true; data: unknown; ctx?: unknown } | { ok: false; error: TRPCError };
export type Middleware = (options: object) => Promise<Result>;

/** One step of a procedure: a check of its input or output, or anything else, which is called as tRPC made it. */
export type Step =
  | { readonly kind: 'input'; readonly check: (raw: unknown, known: unknown) => unknown }
  | { readonly kind: 'output'; readonly check: (data: unknown) => unknown }
  | { readonly kind: 'middleware'; readonly call: Middleware };

interface Definition {
  readonly middlewares?: readonly (Middleware & { readonly _type?: string })[];
  readonly inputs?: readonly unknown[];
  readonly output?: unknown;
}

/**
 * The steps of a procedure, planned once. tRPC's own checks are recognised where it is certain which schema they are made
 * of: then they need none of the options that a middleware is called with. Undefined when tRPC keeps no list.
 */
export function planOf(procedure: AnyTRPCProcedure): readonly Step[] | undefined {
  const { middlewares, inputs = [], output } = procedure._def as unknown as Definition;
  if (!Array.isArray(middlewares)) return undefined;
  const chain = middlewares as NonNullable<Definition['middlewares']>;
  const countOf = (type: string) => chain.filter(({ _type }) => _type === type).length;
  const inputParsers = countOf('input') === inputs.length ? inputs.map(parserOf) : [];
  const outputParser = countOf('output') === 1 ? parserOf(output) : undefined;
  let seen = 0;
  return chain.map((call): Step => {
    if (call._type === 'input') {
      const parse = inputParsers[seen++];
      if (parse !== undefined) return { kind: 'input', check: inputCheck(parse) };
    }
    if (call._type === 'output' && outputParser !== undefined)
      return { kind: 'output', check: outputCheck(outputParser) };
    return { kind: 'middleware', call };
  });
}

/** Parses a value. May return a promise. */
type Parse = (value: unknown) => unknown;

/**
 * How tRPC calls a plain function; and a schema that knows both ways: at once, until it turns out that it has to be waited
 * for. Undefined for what it calls otherwise.
 */
function parserOf(schema: unknown): Parse | undefined {
  if (typeof schema === 'function') return 'assert' in schema || '~standard' in schema ? undefined : (schema as Parse);
  if (!isObject(schema) || typeof schema['parse'] !== 'function' || typeof schema['parseAsync'] !== 'function') {
    return undefined;
  }
  const [parse, parseAsync] = [schema['parse'].bind(schema) as Parse, schema['parseAsync'].bind(schema) as Parse];
  let isAsync = false;
  return (value) => {
    if (isAsync) return parseAsync(value);
    try {
      return parse(value);
    } catch (cause) {
      if (Array.isArray((cause as { issues?: unknown } | undefined)?.issues)) throw cause;
      isAsync = true;
      return parseAsync(value);
    }
  };
}

/** The errors of a check of an object are added to those of earlier checks. */
function inputCheck(parse: Parse): (raw: unknown, known: unknown) => unknown {
  const refusal = (cause: unknown) => new TRPCError({ code: 'BAD_REQUEST', cause });
  const combined = (known: unknown, parsed: unknown) =>
    isObject(known) && isObject(parsed) ? { ...known, ...parsed } : parsed;
  return (raw, known) => {
    const parsed = parsedBy(parse, raw, refusal);
    return isThenable(parsed) ? parsed.then((value) => combined(known, value)) : combined(known, parsed);
  };
}

function outputCheck(parse: Parse): (data: unknown) => unknown {
  const message = 'Output validation failed';
  const refusal = (cause: unknown) => new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message, cause });
  return (data) => parsedBy(parse, data, refusal);
}

/** The result of a parser: synchronous if possible, to avoid a needless wait. */
function parsedBy(parse: Parse, value: unknown, refusal: (cause: unknown) => TRPCError): unknown {
  try {
    const parsed = parse(value);
    if (!isThenable(parsed)) return parsed;
    return Promise.resolve(parsed).catch((cause: unknown) => {
      throw refusal(cause);
    });
  } catch (cause) {
    throw refusal(cause);
  }
}
