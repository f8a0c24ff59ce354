import { deepStrictEqual, ok } from 'node:assert';
import { trpcFastify } from '@profiles/trpc-fastify';
import { initTRPC } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FuzzInput } from '../input.js';

const { procedure, router } = initTRPC.create();
const named = z.object({ name: z.string().max(20) });
const appRouter = router({
  plain: procedure.query(() => 'plain'),
  echo: procedure.input(z.unknown()).query(({ input }) => input ?? null),
  strict: procedure.input(named).query(({ input }) => input.name),
  change: procedure.input(z.unknown()).mutation(({ input }) => input ?? null),
  changeStrict: procedure.input(named).mutation(({ input }) => input.name),
});

function serverOf(plugin: unknown): FastifyInstance {
  const app = Fastify({ bodyLimit: 50_000, routerOptions: { maxParamLength: 5_000 } });
  app.register(plugin as never, { prefix: '/trpc', trpcOptions: { router: appRouter } } as never);
  return app;
}

const [official, ours] = [serverOf(fastifyTRPCPlugin), serverOf(trpcFastify)];

const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'OPTIONS'] as const;
const PATHS = [
  'plain',
  'echo',
  'strict',
  'change',
  'changeStrict',
  'echo,strict',
  'change,changeStrict',
  'none',
] as const;
const QUERIES = ['', '?batch=1', '?input=', '?batch=1&input=', '?'] as const;
const TYPES = ['application/json', 'application/json; charset=utf-8', 'text/plain', undefined] as const;

/** A request gets the response of the official plugin, and never a 500. */
export async function fuzz(data: Uint8Array): Promise<void> {
  const input = new FuzzInput(data);
  const method = input.pick(METHODS);
  const path = input.byte() % 8 === 0 ? encodeURI(input.text().toWellFormed()) : input.pick(PATHS);
  const query = input.pick(QUERIES) + encodeURIComponent(input.text().toWellFormed());
  const type = input.pick(TYPES);
  // Input that is not UTF-8 gets another response on purpose: see utf8.int.test.ts of the plugin.
  const body = Buffer.from(input.rest()).toString('utf8').toWellFormed();
  const request = {
    ...{ method, url: `/trpc/${path}${query}` },
    headers: type === undefined ? {} : { 'content-type': type },
    ...(method !== 'GET' && method !== 'HEAD' && body !== '' && { payload: body }),
  };
  const [expected, found] = [await responseOf(official, request), await responseOf(ours, request)];
  deepStrictEqual(found, expected);
  ok(found.status < 500 || found.status === 501, `The response is ${found.status}: ${found.body}`);
}

async function responseOf(app: FastifyInstance, request: object) {
  const {
    statusCode: status,
    headers,
    body,
  } = (await app.inject(request)) as unknown as {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string;
  };
  return {
    status,
    type: headers['content-type'],
    vary: headers['vary'],
    body: body.replace(/"stack":"(?:[^"\\]|\\.)*"/g, '"stack":"…"'),
  };
}
