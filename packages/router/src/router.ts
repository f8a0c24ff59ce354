import {
  type InputOf,
  type NamedOperation,
  OPERATION_LIST,
  type Operation,
  type Operations,
  type OutputOf,
  ProfilesError,
  problemOf,
  type RestMethod,
} from '@profiles/contracts';
import { getErrorShape, initTRPC, TRPCError, type TRPCMutationProcedure, type TRPCQueryProcedure } from '@trpc/server';
import { trpcCodeOf } from './trpc-codes.js';

/** What a procedure needs: who does the work, and the id under which it is traced. */
export interface RouterContext {
  readonly perform: (named: NamedOperation, input: unknown) => Promise<unknown>;
  readonly correlationId: string;
}

/** What trpc-openapi reads to place an operation in the OpenAPI document. */
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
  [G in keyof Operations]: { [M in keyof Operations[G]]: Procedure<Operations[G][M]> };
};

const t = initTRPC
  .context<RouterContext>()
  .meta<RouterMeta>()
  .create({
    isDev: false,
    // The members of a problem (RFC 9457) stand in error.data: REST and tRPC tell the same.
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      data: { ...shape.data, ...problemOf(profilesErrorFrom(error), ctx?.correlationId) },
    }),
  });

/** A procedure of an operation, with its parsers. */
type Parsing = (operation: Operation) => { query(resolve: never): unknown; mutation(resolve: never): unknown };

/**
 * For the router that serves: the input is read and passes as it is. The gate behind `ctx.perform` authorises first and
 * checks then, once for every way in, and it lets no field out that is not in the contract.
 */
const unchecked: Parsing = () => t.procedure.input((input: unknown) => input);

/** For the OpenAPI document: with the schemas. */
const checked: Parsing = (operation) =>
  t.procedure.meta(metaOf(operation)).input(operation.input).output(operation.output);

function routerOf(parsing: Parsing) {
  const groups: Record<string, Record<string, unknown>> = {};
  for (const named of OPERATION_LIST) {
    groups[named.group] ??= {};
    Object.assign(groups[named.group] as object, { [named.method]: procedureOf(named, parsing) });
  }
  return t.router(groups as unknown as Procedures);
}

function procedureOf(named: NamedOperation, parsing: Parsing) {
  const procedure = parsing(named.operation);
  const resolve = async ({ ctx, input }: { ctx: RouterContext; input: unknown }) => {
    try {
      return await ctx.perform(named, input);
    } catch (error) {
      throw trpcErrorFrom(error);
    }
  };
  return named.operation.kind === 'query' ? procedure.query(resolve as never) : procedure.mutation(resolve as never);
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

/** What went wrong, in our words; tRPC's own refusals included. */
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

/** What tRPC would answer to a request that is refused before it has seen it: to one call, and to a batch as a whole. */
export function refusalOf(error: TRPCError, correlationId: string): { readonly error: unknown } {
  const ctx = { correlationId } as RouterContext;
  const config = profilesRouter._def._config;
  return { error: getErrorShape({ config, ctx, error, type: 'unknown', path: undefined, input: undefined }) };
}

/** The router that serves. No behaviour of its own: every procedure calls `ctx.perform`. */
export const profilesRouter = routerOf(unchecked);
export type ProfilesRouter = typeof profilesRouter;

/** The same router with its schemas visible, for making the OpenAPI document. It serves nobody. */
export const documentedRouter = routerOf(checked);
