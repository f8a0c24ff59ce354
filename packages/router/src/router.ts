import {
  type CustomerChangedEvent,
  type InputOf,
  type NamedOperation,
  OPERATION_LIST,
  type Operation,
  type Operations,
  type OutputOf,
  ProfilesError,
  problemOf,
  type RestMethod,
  SUBSCRIBE_EVENTS,
  UnreadableInput,
} from '@profiles/contracts';
import {
  getErrorShape,
  initTRPC,
  TRPCError,
  type TRPCMutationProcedure,
  type TRPCQueryProcedure,
  type TRPCSubscriptionProcedure,
  tracked,
} from '@trpc/server';
import { trpcCodeOf } from './trpc-codes.js';

/** The context of a procedure: the function that executes operations, and the correlation id. */
export interface RouterContext {
  readonly perform: (named: NamedOperation, input: unknown) => Promise<unknown>;
  readonly correlationId: string;
  /** Begins the subscription to events. It ends with the signal. Absent: there is none (619). */
  readonly subscribe?: (input: unknown, signal: AbortSignal | undefined) => Promise<Subscription>;
}

/** The events of a subscription, each with the cursor after it. */
interface Subscription {
  readonly events: AsyncIterable<{ readonly cursor: string; readonly event: CustomerChangedEvent }>;
}

/** The metadata from which trpc-openapi places an operation in the OpenAPI document. */
export interface RouterMeta {
  openapi: {
    method: RestMethod;
    path: `/${string}`;
    summary: string;
    description: string;
    tags: string[];
    protect: boolean;
  };
}

type Procedure<O> = O extends { kind: 'query' }
  ? TRPCQueryProcedure<{ input: InputOf<O>; output: OutputOf<O>; meta: RouterMeta }>
  : TRPCMutationProcedure<{ input: InputOf<O>; output: OutputOf<O>; meta: RouterMeta }>;

type Procedures = {
  [G in keyof Operations]: { [M in keyof Operations[G]]: Procedure<Operations[G][M]> } & (G extends 'events'
    ? { subscribe: EventsProcedure }
    : unknown);
};

type EventsProcedure = TRPCSubscriptionProcedure<{
  input: InputOf<typeof SUBSCRIBE_EVENTS.operation>;
  output: AsyncIterable<{ id: string; data: CustomerChangedEvent }, void, unknown>;
  meta: RouterMeta;
}>;

/** The time between two signs of life on a subscription, in milliseconds. */
const PING_MILLIS = 15_000;

/** tRPC for these procedures. The members of a problem (RFC 9457) stand in `error.data`: the same as over REST. */
function trpc(publicUrl: () => string) {
  return initTRPC
    .context<RouterContext>()
    .meta<RouterMeta>()
    .create({
      isDev: false,
      // Proxies close connections that are idle; a client that hears nothing for longer reconnects.
      sse: {
        ping: { enabled: true, intervalMs: PING_MILLIS },
        client: { reconnectAfterInactivityMs: 3 * PING_MILLIS },
      },
      errorFormatter: ({ shape, error, ctx }) => {
        const problem = problemOf(profilesErrorFrom(error), ctx?.correlationId, publicUrl());
        return { ...shape, data: { ...shape.data, httpStatus: problem.status, ...problem } };
      },
    });
}

type Trpc = ReturnType<typeof trpc>;

/** A procedure of an operation, with its parsers. */
type Parsing = (
  t: Trpc,
  operation: Operation,
) => { query(resolve: never): unknown; mutation(resolve: never): unknown; subscription(resolve: never): unknown };

/**
 * For the router that serves: the input is read and passed on unchecked. The request pipeline behind `ctx.perform` checks
 * token, permission and rate limit before the shape of the input, also of one that can't be read. It removes fields that
 * are not in the contract from responses.
 */
const unchecked: Parsing = (t) =>
  t.procedure.use(async ({ getRawInput, next }) => {
    const input = await getRawInput().catch((error: Partial<TRPCError>) => new UnreadableInput(error.cause));
    // The type of tRPC does not know that a middleware may replace the input.
    return next({ input } as object);
  });

/** For the OpenAPI document: with the schemas. */
const checked: Parsing = (t, operation) =>
  t.procedure.meta(metaOf(operation)).input(operation.input).output(operation.output);

/** Adds what is not an operation of the table. */
type More = (t: Trpc, groups: Record<string, Record<string, unknown>>) => void;

function routerOf(t: Trpc, parsing: Parsing, more?: More) {
  const groups: Record<string, Record<string, unknown>> = {};
  for (const named of OPERATION_LIST) {
    groups[named.group] ??= {};
    Object.assign(groups[named.group] as object, { [named.method]: procedureOf(named, parsing(t, named.operation)) });
  }
  more?.(t, groups);
  return t.router(groups as unknown as Procedures);
}

function procedureOf(named: NamedOperation, procedure: ReturnType<Parsing>) {
  const resolve = async ({ ctx, input }: { ctx: RouterContext; input: unknown }) => {
    try {
      return await ctx.perform(named, input);
    } catch (error) {
      throw trpcErrorFrom(error);
    }
  };
  return named.operation.kind === 'query' ? procedure.query(resolve as never) : procedure.mutation(resolve as never);
}

/** The subscription: each event has its cursor as id, with which a client that reconnects resumes. */
const withSubscription: More = (t, groups) => {
  const { group, method, operation } = SUBSCRIBE_EVENTS;
  const resolve = async ({ ctx, input, signal }: { ctx: RouterContext; input: unknown; signal?: AbortSignal }) => {
    try {
      if (ctx.subscribe === undefined) throw new ProfilesError(619);
      return trackedEvents(await ctx.subscribe(input, signal));
    } catch (error) {
      throw trpcErrorFrom(error);
    }
  };
  Object.assign(groups[group] ?? {}, { [method]: unchecked(t, operation).subscription(resolve as never) });
};

async function* trackedEvents({ events }: Subscription) {
  try {
    for await (const { cursor, event } of events) yield tracked(cursor, event);
  } catch (error) {
    throw trpcErrorFrom(error);
  }
}

function metaOf({ rest, summary, description, tag }: Operation): RouterMeta {
  return {
    openapi: {
      method: rest.method,
      path: rest.path as `/${string}`,
      summary,
      description,
      tags: [tag],
      protect: true,
    },
  };
}

/** A ProfilesError as tRPC carries it: with the HTTP status of the catalogue. */
export function trpcErrorFrom(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error;
  const cause = error instanceof ProfilesError ? error : new ProfilesError(500, {}, { cause: error });
  return new TRPCError({ code: trpcCodeOf(cause.status), message: problemOf(cause).detail, cause });
}

/** An error of tRPC as an error of the catalogue, those that tRPC raises by itself included. */
export function profilesErrorFrom(error: TRPCError): ProfilesError {
  if (error.cause instanceof ProfilesError) return error.cause;
  switch (error.code) {
    case 'PARSE_ERROR':
    case 'BAD_REQUEST':
      return new ProfilesError(400, { detail: 'The request is not one that tRPC understands.' });
    case 'NOT_FOUND':
      return new ProfilesError(404, { detail: 'There is no such procedure.' });
    case 'METHOD_NOT_SUPPORTED':
      return new ProfilesError(405);
    case 'PAYLOAD_TOO_LARGE':
      return new ProfilesError(413);
    case 'UNSUPPORTED_MEDIA_TYPE':
      return new ProfilesError(415);
    default:
      return new ProfilesError(500, {}, { cause: error });
  }
}

/** The response of tRPC to a request that is refused before a procedure is known: one call, or a batch as a whole. */
export function errorEnvelope(
  error: ProfilesError,
  correlationId: string,
  publicUrl: string,
): { readonly error: unknown } {
  const ctx = { correlationId } as RouterContext;
  const config = trpc(() => publicUrl)._config;
  const shown = trpcErrorFrom(error);
  return { error: getErrorShape({ config, ctx, error: shown, type: 'unknown', path: undefined, input: undefined }) };
}

/**
 * The router that serves. No behaviour of its own: every procedure calls `ctx.perform`.
 * @param publicUrl the URL below which the error pages are served
 */
export function createProfilesRouter(publicUrl: () => string) {
  return routerOf(trpc(publicUrl), unchecked, withSubscription);
}
export type ProfilesRouter = ReturnType<typeof createProfilesRouter>;

/** The same procedures with their schemas visible, for making the OpenAPI document. Not for serving. */
export const documentedRouter = routerOf(
  trpc(() => ''),
  checked,
  // As a query: OpenAPI has no subscriptions, and its response is described by hand.
  (t, groups) => {
    const { group, method, operation } = SUBSCRIBE_EVENTS;
    Object.assign(groups[group] ?? {}, { [method]: checked(t, operation).query((() => undefined) as never) });
  },
);
