import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import type { Context } from './odd-context.js';

const anyProcedure = initTRPC.context<Context>().create().procedure;
const named = z.object({ name: z.string() });
const later = named.refine(async ({ name }) => name !== 'a');
/** A schema that only speaks the standard of all schema libraries. */
const standard = {
  '~standard': {
    ...{ version: 1, vendor: 'odd' },
    validate: (value: unknown) =>
      typeof value === 'object' ? { value: { standard: value } } : { issues: [{ message: 'not an object' }] },
  },
} as const;

/** Procedures with every kind of parser that tRPC takes, alone, after each other and around middlewares. */
export function oddParsers(procedure: typeof anyProcedure) {
  const asText = (value: unknown) => {
    if (typeof value !== 'string') throw new Error('not a text');
    return value;
  };
  const broken = { parse: () => Promise.reject(new Error('later')), parseAsync: async () => 'never' };
  return {
    byFunction: procedure.input(asText).query(({ input }) => input),
    byStandard: procedure.input(standard as never).query(({ input }) => input),
    byLater: procedure.input(later).query(({ input }) => input),
    byBroken: procedure.input(broken as never).query(({ input }) => input),
    byMany: procedure
      .input(named)
      .use(({ input, next }) => next({ input: { ...input, seen: true } } as never))
      .input(z.object({ a: z.string().optional() }))
      .input(later)
      .query(({ input }) => input),
    byConcat: procedure
      .input(named)
      .concat(procedure.input(z.object({ a: z.string().default('none') })))
      .query(({ input }) => input),
    outputLater: procedure.output(later).query(() => ({ name: 'a' })),
    outputByFunction: procedure.output(asText).query((() => 5) as never),
    outputFirst: procedure
      .output(named)
      .input(named)
      .query(({ input }) => ({ ...input, hidden: 1 }) as never),
    outputOfNothing: procedure
      .output(named)
      .use((() => undefined) as never)
      .query(() => ({ name: 'x' })),
    outputSeen: procedure
      .use(async ({ next }) => {
        const result = await next({ ctx: { seen: 1 } });
        return result.ok ? { ...result, data: [Object.keys(result).sort(), result.data] } : result;
      })
      .output(named)
      .query(() => ({ name: 'x' })),
    nextTwice: procedure
      .use(async ({ next }) => {
        await next();
        return next();
      })
      .input(named)
      .query(({ input }) => input.name),
  };
}
