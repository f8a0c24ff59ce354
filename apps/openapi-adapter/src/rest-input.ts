import { type FieldError, type Operation, takesBody } from '@profiles/contracts';
import type { FastifyRequest } from 'fastify';
import { bodyErrorsOf } from './json-bodies.js';
import { parseQuery } from './query-string.js';
import { valueFrom, wireTypesOf } from './wire-types.js';

/** The one flat input of an operation, made of path, query and body, before its schema has seen it. */
export interface RestInput {
  readonly fields: Readonly<Record<string, unknown>>;
  /** The errors of the request that can't be seen in the fields any more. */
  readonly errors: readonly FieldError[];
  /** If the body could not be read: the names of all fields outside of it. Nothing is known of the others. */
  readonly onlyFrom?: ReadonlySet<string>;
}

/** Reads the input of one operation from its requests. */
export interface RestInputReader {
  read(request: FastifyRequest): RestInput;
  /** The fields of the query alone, for what is checked before the body is read. */
  queryOf(request: FastifyRequest): Readonly<Record<string, unknown>>;
}

export function restInputOf(operation: Operation): RestInputReader {
  const { rest, input } = operation;
  const types = wireTypesOf(input);
  const pathNames = [...rest.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const hasBody = takesBody(rest);
  const inQuery = new Set(
    hasBody ? (rest.query ?? []) : Object.keys(types).filter((name) => !pathNames.includes(name)),
  );
  const alsoInBody = new Set(rest.alsoInBody ?? []);
  const outsideBody = new Set([...pathNames, ...inQuery]);
  const bodyOf = rest.bodyUnder === undefined ? objectIn : listUnder(rest.bodyUnder);

  function fromText(texts: Readonly<Record<string, string>>, errors?: FieldError[]): Record<string, unknown> {
    const values = Object.entries(texts).map(([name, text]) => [name, valueFrom(text, types[name] ?? 'text')] as const);
    for (const [name, { expected }] of values) {
      if (expected !== undefined) errors?.push({ path: name, message: `Expected ${expected}.` });
    }
    return Object.fromEntries(values.map(([name, { value }]) => [name, value]));
  }

  function read(request: FastifyRequest): RestInput {
    const asked = parseQuery(request.raw.url ?? '');
    const errors = [...asked.errors];
    const path = fromText(request.params as Record<string, string>, errors);
    const [known, unknown] = partition(asked.fields, inQuery);
    errors.push(...unknown.map((name) => ({ path: name.slice(0, 60), message: 'Unknown query parameter.' })));
    const query = fromText(known, errors);
    const unreadable = bodyErrorsOf(request);
    if (unreadable.length > 0) {
      return { fields: { ...query, ...path }, errors: [...errors, ...unreadable], onlyFrom: outsideBody };
    }
    if (!hasBody) return { fields: { ...query, ...path }, errors: [...errors, ...uselessBody(request)] };
    const body = bodyOf(request);
    if (body === undefined) {
      const message = `The body must be a JSON ${rest.bodyUnder === undefined ? 'object' : 'array'}.`;
      return { fields: { ...query, ...path }, errors: [...errors, { path: '', message }], onlyFrom: outsideBody };
    }
    errors.push(...misplaced(body, { path, alsoInBody, inQuery }));
    return { fields: { ...body, ...query, ...path }, errors };
  }

  return { read, queryOf: ({ raw }) => fromText(parseQuery(raw.url ?? '').fields) };
}

/** The fields that are known, and the names of those that are not. */
function partition(fields: Readonly<Record<string, string>>, known: ReadonlySet<string>) {
  const entries = Object.entries(fields);
  const unknown = entries.flatMap(([name]) => (known.has(name) ? [] : [name]));
  return [Object.fromEntries(entries.filter(([name]) => known.has(name))), unknown] as const;
}

function objectIn({ body }: FastifyRequest): Record<string, unknown> | undefined {
  if (body === undefined) return {};
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : undefined;
}

/** A body that is a list, under the name it has in the input. */
function listUnder(name: string) {
  return ({ body }: FastifyRequest): Record<string, unknown> | undefined =>
    Array.isArray(body) ? { [name]: body } : undefined;
}

/** A body where the operation takes none. An empty object says nothing, and some clients always send one. */
function uselessBody({ body }: FastifyRequest): FieldError[] {
  if (body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)) return [];
  return [{ path: '', message: 'This operation takes no body.' }];
}

interface Places {
  readonly path: Readonly<Record<string, unknown>>;
  readonly alsoInBody: ReadonlySet<string>;
  readonly inQuery: ReadonlySet<string>;
}

/** A field has one place. A few may stand in the body once more, if they say the same as the path. */
function misplaced(body: Record<string, unknown>, { path, alsoInBody, inQuery }: Places): FieldError[] {
  return Object.entries(body).flatMap(([name, value]) => {
    if (inQuery.has(name)) return [{ path: name, message: 'Belongs in the query, not in the body.' }];
    if (!Object.hasOwn(path, name)) return [];
    if (!alsoInBody.has(name)) return [{ path: name, message: 'Belongs in the path, not in the body.' }];
    return value === path[name] ? [] : [{ path: name, message: 'Differs from the path.' }];
  });
}
