import { type FieldError, type Operation, ProfilesError, takesBody } from '@profiles/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseQuery } from './query-string.js';

/** How a field that comes as text in a path or a query is written. */
type WireType = 'integer' | 'boolean' | 'text';

export interface RestInput {
  /** The operation's one flat input: path, query and body together. */
  inputOf(request: FastifyRequest): Record<string, unknown>;
  /** What the query says, before anything is checked. */
  queryOf(request: FastifyRequest): Record<string, unknown>;
}

/** Reads an operation's input off its requests. */
export function restInputOf(operation: Operation): RestInput {
  const { rest, input } = operation;
  const types = wireTypesOf(input);
  const pathNames = [...rest.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const hasBody = takesBody(rest);
  const inQuery = new Set(
    hasBody ? (rest.query ?? []) : Object.keys(types).filter((name) => !pathNames.includes(name)),
  );
  const alsoInBody = new Set(rest.alsoInBody ?? []);

  const queryOf = (request: FastifyRequest) => fromText(parseQuery(request.raw.url ?? ''), types);
  const bodyOf = rest.bodyUnder === undefined ? objectIn : listUnder(rest.bodyUnder);
  const inputOf = (request: FastifyRequest) => {
    const path = fromText(request.params as Record<string, string>, types);
    const query = queryOf(request);
    refuseUnknown(query, inQuery);
    if (!hasBody) return { ...query, ...path };
    const body = bodyOf(request);
    refuseMisplaced(body, { path, alsoInBody, inQuery });
    return { ...body, ...query, ...path };
  };
  return { inputOf, queryOf };
}

/** What kind of value each field is, read off the schema's own description of itself. */
function wireTypesOf(input: z.ZodObject): Record<string, WireType> {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const type = typeof property === 'object' ? property.type : undefined;
      return [name, type === 'integer' || type === 'boolean' ? type : 'text'];
    }),
  );
}

/**
 * Only `true` and `false` become booleans, only decimal integers numbers. Everything else stays text and is refused
 * behind, by the same check that a JSON body goes through.
 */
function fromText(fields: Record<string, unknown>, types: Record<string, WireType>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, valueFrom(value, types[name] ?? 'text')]),
  );
}

function valueFrom(text: unknown, type: WireType): unknown {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === 'integer' && typeof text === 'string' && /^-?\d{1,20}$/.test(text)) return Number(text);
  return text;
}

function objectIn({ body }: FastifyRequest): Record<string, unknown> {
  if (body === undefined) return {};
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw refusal([{ path: '', message: 'The body must be a JSON object.' }]);
}

/** A body that is a list, under the name it has in the input. */
function listUnder(name: string) {
  return ({ body }: FastifyRequest): Record<string, unknown> => {
    if (Array.isArray(body)) return { [name]: body };
    throw refusal([{ path: '', message: 'The body must be a JSON array.' }]);
  };
}

function refuseUnknown(query: Record<string, unknown>, known: ReadonlySet<string>): void {
  const unknown = Object.keys(query).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw refusal(unknown.map((name) => ({ path: name.slice(0, 60), message: 'Unknown query parameter.' })));
  }
}

interface Places {
  readonly path: Record<string, unknown>;
  readonly alsoInBody: ReadonlySet<string>;
  readonly inQuery: ReadonlySet<string>;
}

/** A field has one place. A few may stand in the body once more, if they say the same as the path. */
function refuseMisplaced(body: Record<string, unknown>, { path, alsoInBody, inQuery }: Places): void {
  const errors: FieldError[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (inQuery.has(name)) errors.push({ path: name, message: 'Belongs in the query, not in the body.' });
    if (!Object.hasOwn(path, name)) continue;
    if (!alsoInBody.has(name)) errors.push({ path: name, message: 'Belongs in the path, not in the body.' });
    else if (value !== path[name]) errors.push({ path: name, message: 'Differs from the path.' });
  }
  if (errors.length > 0) throw refusal(errors);
}

function refusal(errors: readonly FieldError[]): ProfilesError {
  const [first] = errors;
  return new ProfilesError(400, { errors, detail: first ? `${first.path || 'body'}: ${first.message}` : 'Bad input.' });
}
