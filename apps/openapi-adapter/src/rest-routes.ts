import { METHODS } from 'node:http';
import {
  admit,
  type Caller,
  idempotencyKeyErrors,
  type NamedOperation,
  OPERATION_LIST,
  type Operation,
  ProfilesError,
  type ResponseMeta,
  type RestMeta,
} from '@profiles/contracts';
import {
  authenticate,
  type CallMetrics,
  type EventsGateway,
  leaveLoadLimits,
  noteOperation,
  type RateLimiter,
  type RateLimitSubject,
  requestCallOf,
  requestMetadataFrom,
  type TokenVerifier,
  waitsForEvents,
} from '@profiles/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { badRequest } from './bad-request.js';
import { compressed } from './large-responses.js';
import { isPaged, nextPageLink } from './next-page-link.js';
import { type RestInput, type RestInputReader, restInputOf } from './rest-input.js';
import { withProblemPages } from './row-problems.js';
import type { EdgeCall, ExecuteOperation } from './service-port.js';
import { NDJSON, streamOfLines } from './streamed-lines.js';

export interface RestParts {
  readonly execute: ExecuteOperation;
  /** Absent: events are not available. */
  readonly gateway?: EventsGateway | undefined;
  readonly verify: TokenVerifier;
  readonly limiter: RateLimiter;
  readonly calls: CallMetrics;
  readonly publicUrl: () => string;
}

/** One route per operation, made from its REST meta; any other method on its path, or on those of `others`, is 405. */
export function addRestRoutes(server: FastifyInstance, parts: RestParts, others: readonly RestMeta[] = []): void {
  for (const method of ALL_METHODS) if (!server.supportedMethods.includes(method)) server.addHttpMethod(method);
  const methodsByPath = new Map<string, HTTPMethods[]>();
  for (const named of OPERATION_LIST) {
    const { method, path } = named.operation.rest;
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), method]);
    addRoute(server, named, parts);
  }
  for (const { path, method } of others) methodsByPath.set(path, [method]);
  for (const [path, methods] of methodsByPath) addMethodRefusal(server, path, methods);
}

/** `{name}` of the contract as Fastify's `:name`. */
function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function addRoute(server: FastifyInstance, named: NamedOperation, parts: RestParts): void {
  const { execute, limiter, calls, publicUrl } = parts;
  const { operation } = named;
  const { rest } = operation;
  const paged = isPaged(named);
  const reader = restInputOf(operation);
  const { callerOf, ...hooks } = checkedRoute(named, reader, parts);

  server.route({
    method: rest.method,
    url: routeOf(rest.path),
    ...(!operation.returnsProfile && rest.streamedLines === undefined && compressed),
    ...hooks,
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const call = callFrom(request, caller);
      const fields = fieldsOf({ reader, operation, request, call });
      if (waitsForEvents(named, fields)) leaveLoadLimits(request);
      let text: string | Buffer | undefined;
      try {
        if (rest.streamedLines !== undefined) {
          const next = (after: number | undefined) => (after === undefined ? fields : { ...fields, after });
          const stream = await streamOfLines((after) => execute(named, next(after), call));
          return reply.type(NDJSON).send(stream);
        }
        text = await execute(named, fields, {
          ...call,
          onResponseMeta: (meta) => {
            if (meta.replayed) calls.replayed(named.name);
            addMeta(reply, meta);
          },
        });
      } catch (error) {
        await learnFrom(error, { named, request, reply, limiter, caller });
        throw error;
      }
      if (rest.success === 204) reply.code(204);
      if (reply.statusCode !== 200) return reply.send();
      const link = paged && text !== undefined ? nextPageLink(request.url, text) : undefined;
      if (link !== undefined) reply.header('link', link);
      return reply
        .type('application/json; charset=utf-8')
        .send(text === undefined ? text : withProblemPages(named, text, publicUrl()));
    },
  });
}

/** The hooks that every route of an operation has: they check and count its calls. */
export function checkedRoute(
  named: Pick<NamedOperation, 'name' | 'operation'>,
  { queryOf }: RestInputReader,
  { verify, limiter, calls }: RestParts,
) {
  const { name, operation } = named;
  const callers = new WeakMap<FastifyRequest, Caller>();
  return {
    callerOf: (request: FastifyRequest) => callers.get(request) as Caller,
    // Before the body is read: a caller without permission learns nothing about its errors.
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      noteOperation(request, name);
      const caller = await authenticate(request, { verify, limiter });
      callers.set(request, caller);
      admit(caller, operation, queryOf(request));
      await limiter.charge(subjectOf(request, caller), operation.cost ?? 1, (headers) => reply.headers(headers));
    },
    onResponse: (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      const call = requestCallOf(request);
      const seconds = reply.elapsedTime / 1000;
      // A request that was rejected under load was no call yet.
      if (call !== null) {
        const { errorCode } = call;
        calls.observe({ operation: name, caller: callers.get(request), errorCode, seconds });
      }
      done();
    },
  };
}

interface ReadCall {
  readonly reader: RestInputReader;
  readonly operation: Operation;
  readonly request: FastifyRequest;
  readonly call: EdgeCall;
}

/** @throws {@link ProfilesError} 400 when the input can't be read. */
export function fieldsOf({ reader, operation, request, call }: ReadCall): RestInput['fields'] {
  const input = reader.read(request);
  if (input.errors.length === 0) return input.fields;
  const errors = [
    ...input.errors,
    ...(call.metadataErrors ?? []),
    ...idempotencyKeyErrors(operation, call.idempotencyKey),
  ];
  throw badRequest(operation, call.caller, { ...input, errors });
}

interface RefusedCall extends Pick<RestParts, 'limiter'> {
  readonly named: NamedOperation;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Caller;
}

/**
 * The service counts for all adapters. A caller that it has refused is refused here until its quota is full again. A password
 * operation may also be refused for its customer, which says nothing about the caller.
 */
async function learnFrom(error: unknown, { named, request, reply, limiter, caller }: RefusedCall): Promise<void> {
  if (!(error instanceof ProfilesError) || error.code !== 429 || named.group === 'credentials') return;
  const { retryAfter = 1 } = error.details;
  await limiter.refusedBehind(subjectOf(request, caller), retryAfter, (headers) => reply.headers(headers));
}

/** Whose quota a request is charged to. */
function subjectOf(request: FastifyRequest, caller: Caller): RateLimitSubject {
  return { caller, clientName: request.headers['et-client-name']?.toString(), address: request.ip };
}

/** The call as the service should see it: the caller's own token and headers, and the id to trace it by. */
export function callFrom(request: FastifyRequest, caller: Caller): EdgeCall {
  return {
    caller,
    ...requestMetadataFrom(request.headers),
    correlationId: request.id,
    forwardedFor: request.ip,
    token: (request.headers.authorization ?? '').replace(/^Bearer +/i, '').trim(),
  };
}

function addMeta(reply: FastifyReply, { revision, replayed, notModified }: ResponseMeta): void {
  if (notModified) reply.code(304);
  if (revision !== undefined) reply.header('etag', `"${revision}"`);
  if (replayed) reply.header('idempotency-replayed', 'true');
}

/** Every HTTP method but CONNECT, which only proxies receive. */
const ALL_METHODS = METHODS.filter((method) => method !== 'CONNECT') as HTTPMethods[];

function addMethodRefusal(server: FastifyInstance, path: string, allowed: HTTPMethods[]): void {
  const heeded = allowed.includes('GET') ? [...allowed, 'HEAD' as const] : allowed;
  server.route({
    method: ALL_METHODS.filter((method) => !heeded.includes(method)),
    url: routeOf(path),
    // Before the body is read: it may be of any kind.
    onRequest: async (_request, reply) => {
      reply.header('allow', heeded.join(', '));
      throw new ProfilesError(405);
    },
    handler: async () => undefined,
  });
}
