import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { Context } from './odd-context.js';
import { oddParsers } from './odd-parsers.js';

/** A transformer that can be seen at work, and that breaks when told to. */
const MARKING = {
  serialize: (value: unknown) => {
    if ((value as { breaks?: boolean } | undefined)?.breaks) throw new Error('the transformer broke');
    return { marked: value };
  },
  deserialize: (value: unknown) => {
    if (value === 'no') throw new Error('not deserialisable');
    return (value as { marked?: unknown } | null)?.marked;
  },
};

/** A router with one of each thing that a procedure can do. */
export function oddRouter({ transformed = false, isDev = false, pathSeparator = undefined as '_' | undefined } = {}) {
  const t = initTRPC.context<Context>().create({
    isDev,
    ...(transformed && { transformer: MARKING }),
    ...(pathSeparator && { pathSeparator }),
    errorFormatter: ({ shape, error, path, input, ctx }) => {
      if (error.message === 'formatter breaks') throw new Error('the formatter broke');
      return { ...shape, data: { ...shape.data, formatted: [path, input, ctx?.user, error.code] } };
    },
  });
  let leaving = 'no client';
  const adding = t.procedure.use(({ ctx, next }) => next({ ctx: { added: `${ctx.user}!` } }));
  const { query, mutation } = { query: t.procedure, mutation: t.procedure };
  return t.router({
    plain: query.query(() => 'plain'),
    nothing: query.query(() => undefined),
    nil: query.query(() => null),
    date: query.query(() => new Date(0)),
    unicode: query.query(() => 'ærlig — 🚌 \u2028 \ud800'),
    large: query.query(() => ({ breaks: true, value: 10n }) as unknown),
    big: query.query(() => 'x'.repeat(100_000)),
    user: query.query(({ ctx }) => ctx.user),
    path: query.query((options) => [options.path, (options as { type?: string }).type]),
    echo: query.input(z.unknown()).query(({ input }) => ({ input, kind: typeof input })),
    strict: query.input(z.object({ name: z.string().min(2) })).query(({ input }) => input.name),
    twice: query
      .input(z.object({ a: z.string() }))
      .input(z.object({ b: z.string().optional() }))
      .query(({ input }) => input),
    narrow: query.output(z.object({ shown: z.string() })).query(() => ({ shown: 'yes', hidden: 'no' })),
    wrongOutput: query.output(z.string()).query(() => 5 as unknown as string),
    ...oddParsers(t.procedure),
    added: adding.query(({ ctx }) => ctx.added),
    lost: query.use((() => undefined) as never).query(() => 'never'),
    rawInput: query
      .use(async ({ getRawInput, next }) => {
        const raw = await getRawInput();
        return next({ ctx: { raw } as never });
      })
      .query(({ ctx }) => ({ raw: (ctx as { raw?: unknown }).raw })),
    replacing: query
      .use(({ next }) => next({ getRawInput: async () => ({ name: 'replaced' }) } as never))
      .input(z.object({ name: z.string() }))
      .query(({ input }) => input.name),
    observing: query
      .use(async ({ next }) => {
        const result = await next();
        return result.ok ? { ...result, data: ['observed', result.data] } : result;
      })
      .query(() => 'thing'),
    swallowing: query
      .use(async ({ next }) => {
        const result = await next();
        if (!result.ok) throw new TRPCError({ code: 'CONFLICT', message: 'instead' });
        return result;
      })
      .query(() => {
        throw new Error('first');
      }),
    signal: query.query(({ signal }) => [signal instanceof AbortSignal, signal?.aborted]),
    spread: query
      .use((options) => options.next({ ctx: Object.keys({ ...options }).sort() as never }))
      .query(({ ctx }) => ctx),
    stream: query.query(async function* () {
      yield 1;
    }),
    promised: query.query(() => ({ later: Promise.resolve(1) })),
    slow: query.query(() => new Promise((resolve) => setTimeout(() => resolve('slow'), 20))),
    throwsTrpc: query.query(() => {
      throw new TRPCError({ code: 'FORBIDDEN', message: 'not you' });
    }),
    throwsCause: query.query(() => {
      throw new TRPCError({ code: 'BAD_REQUEST', cause: new Error('because') });
    }),
    throwsError: query.query(() => {
      throw new Error('oops');
    }),
    throwsText: query.query(() => {
      throw 'a text';
    }),
    throwsNothing: query.query(() => {
      throw undefined;
    }),
    throwsObject: query.query(() => {
      throw { message: 'an object', code: 5 };
    }),
    breaksFormatter: query.query(() => {
      throw new Error('formatter breaks');
    }),
    change: mutation.input(z.unknown()).mutation(({ input }) => ({ changed: input })),
    changeStrict: mutation.input(z.object({ n: z.number() })).mutation(({ input }) => input.n + 1),
    unread: mutation.mutation(() => 'input not read'),
    changeFails: mutation.mutation(() => {
      throw new TRPCError({ code: 'UNPROCESSABLE_CONTENT' });
    }),
    ticks: t.procedure.subscription(async function* () {
      yield 1;
      yield 2;
    }),
    leaving: query.query(() => leaving),
    waitsForLeaving: query.query(
      ({ signal }) =>
        new Promise((resolve) => {
          leaving = 'waiting';
          signal?.addEventListener('abort', () => {
            leaving = 'heard';
            resolve('heard');
          });
        }),
    ),
    constructing: query.query(() => 'constructor'),
    nested: t.router({ deep: t.router({ get: query.query(() => 'deep'), set: mutation.mutation(() => 'set') }) }),
  });
}
