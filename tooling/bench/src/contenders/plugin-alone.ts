import { trpcFastify } from '@profiles/trpc-fastify';
import { initTRPC, TRPCError } from '@trpc/server';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Contender } from './contender.js';

const t = initTRPC.context<{ token: string | undefined }>().create();
const signedIn = t.procedure.use(({ ctx: { token }, next }) => {
  if (token === undefined) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { token } });
});

const number = z.strictObject({ customerNumber: z.int().positive() });
const names = z.strictObject({ ...number.shape, surname: z.string().max(100), firstName: z.string().max(100) });
const customer = z.object({
  ...{ customerNumber: z.int(), uuid: z.string(), status: z.enum(['A', 'P', 'D']), organisationId: z.int() },
  ...{ surname: z.string(), firstName: z.string(), email: z.string().optional(), dateOfBirth: z.string().optional() },
  ...{ createdAt: z.string(), createdBy: z.string(), changedAt: z.string(), changedBy: z.string() },
});

const KARI = {
  ...{ customerNumber: 0, uuid: '0'.repeat(32), status: 'A' as const, organisationId: 1 },
  ...{ surname: 'Nordmann', firstName: 'Kari', email: 'kari@example.no', dateOfBirth: '1985-04-12' },
  ...{ createdAt: '2026-01-31T08:15:30.000Z', createdBy: 'bench' },
  ...{ changedAt: '2026-01-31T08:15:30.000Z', changedBy: 'bench' },
};

/** A router as services have it: a signed-in user, a validated input and output, and no other work. */
const router = t.router({
  get: signedIn
    .input(number)
    .output(customer)
    .query(({ input }) => ({ ...KARI, ...input })),
  rename: signedIn
    .input(names)
    .output(customer)
    .mutation(({ input }) => ({ ...KARI, ...input })),
});

/** The cost of a tRPC plugin by itself: the official one, or ours. */
export function startPluginAlone(officialPlugin: boolean): Promise<Contender> {
  const server = Fastify({ routerOptions: { maxParamLength: 2_000 } });
  server.register(trpcFastify, {
    ...{ prefix: '/trpc', officialPlugin },
    trpcOptions: {
      router,
      createContext: ({ req }: { req: FastifyRequest }) => ({ token: req.headers.authorization }),
    },
  });
  return listening(server);
}

/** The same answers by Fastify alone: what is left when a plugin costs nothing. */
export function startFastifyAlone(): Promise<Contender> {
  const server = Fastify();
  const answer = (input: unknown) => ({
    result: { data: customer.parse({ ...KARI, ...number.parse(input) }) },
  });
  server.get<{ Querystring: { input: string } }>('/trpc/get', async ({ query }) => answer(JSON.parse(query.input)));
  server.post('/trpc/rename', async ({ body }) => ({
    result: { data: customer.parse({ ...KARI, ...names.parse(body) }) },
  }));
  server.get<{ Querystring: { input: string } }>('/trpc/:batch', async ({ query }) =>
    Object.values(JSON.parse(query.input) as object).map(answer),
  );
  return listening(server);
}

async function listening(server: FastifyInstance): Promise<Contender> {
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => server.close() };
}
