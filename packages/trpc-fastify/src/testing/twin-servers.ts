import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AnyTRPCRouter, TRPCError } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { trpcFastify } from '../plugin.js';

/** A request, byte for byte as a client would send it. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The response, and the arguments of the server's callbacks meanwhile. */
export interface Seen {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly told: readonly unknown[];
}

interface PluginOptions {
  readonly allowBatching?: boolean;
  readonly allowMethodOverride?: boolean;
  readonly maxBatchSize?: number;
  /** The behaviour of context and responseMeta, by the header x-mode. */
  readonly responseMeta?: (told: Record<string, unknown>) => object;
}

interface Server {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly told: unknown[];
}

/** Two servers for one router, alike but for the plugin. */
export interface Twins {
  ask(request: RawRequest): Promise<{ official: Seen; ours: Seen }>;
  urls: { readonly official: string; readonly ours: string };
  close(): Promise<void>;
}

export async function twinsOf(router: AnyTRPCRouter, options: PluginOptions = {}): Promise<Twins> {
  const [official, ours] = await Promise.all([
    start(router, fastifyTRPCPlugin as never, options),
    start(router, trpcFastify as never, options),
  ]);
  return {
    urls: { official: `http://127.0.0.1:${official.port}/trpc`, ours: `http://127.0.0.1:${ours.port}/trpc` },
    ask: async (request) => ({ official: await ask(official, request), ours: await ask(ours, request) }),
    close: async () => {
      await Promise.all([official.app.close(), ours.app.close()]);
    },
  };
}

async function start(
  router: AnyTRPCRouter,
  plugin: never,
  { responseMeta, ...options }: PluginOptions,
): Promise<Server> {
  const app = Fastify({ bodyLimit: 50_000, routerOptions: { maxParamLength: 5_000 }, forceCloseConnections: true });
  const told: unknown[] = [];
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-hook', 'here').header('vary', 'origin');
  });
  app.register(plugin, {
    prefix: '/trpc',
    trpcOptions: {
      router,
      ...options,
      createContext: ({ req, info }: { req: { headers: IncomingHttpHeaders }; info: Record<string, unknown> }) => {
        told.push(['createContext', info['isBatchCall'], info['type'], String(info['url']).replace(/:\d+/, '')]);
        if (req.headers['x-mode'] === 'no-context') throw new TRPCError({ code: 'UNAUTHORIZED', message: 'no user' });
        if (req.headers['x-mode'] === 'context-breaks') throw new Error('context broke');
        return { user: req.headers['x-user'] ?? 'anonymous' };
      },
      onError: ({ error, path, input, type, ctx, req }: Record<string, unknown>) => {
        told.push([
          'onError',
          (error as TRPCError).code,
          (error as TRPCError).message,
          path,
          input,
          type,
          ctx,
          'ip' in (req as object),
        ]);
      },
      ...(responseMeta && {
        responseMeta: (event: Record<string, unknown>) => {
          const { paths, type, data, errors, ctx, eagerGeneration } = event;
          const codes = (errors as TRPCError[]).map(({ code }) => code);
          told.push(['responseMeta', paths, type, withoutStacks(JSON.stringify(data)), codes, ctx, eagerGeneration]);
          return responseMeta(event);
        },
      }),
    },
  } as never);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, told, port: (app.server.address() as AddressInfo).port };
}

/** A stream of what can't be serialised is broken off: that is an answer too. */
async function ask(server: Server, request: RawRequest): Promise<Seen> {
  try {
    return await send(server, request);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
    return { status: 0, headers: {}, body: 'broken off', told: [] };
  }
}

function send({ port, told }: Server, { method, path, headers = {}, body }: RawRequest): Promise<Seen> {
  told.length = 0;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { host: '127.0.0.1', port, method, path, headers: { host: 'example.test', ...length, ...headers } };
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = withoutStacks(Buffer.concat(chunks).toString('utf8'));
        resolve({
          status: response.statusCode ?? 0,
          headers: comparable(response.headers),
          body: text,
          told: inOrder(told),
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/**
 * The arguments of callbacks, with the errors of a batch in an order of their own: its calls run side by side, and which
 * of them fails first is chance.
 */
function inOrder(told: readonly unknown[]): unknown[] {
  const isError = (event: unknown) => Array.isArray(event) && event[0] === 'onError';
  const errors = told.filter(isError).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return told.map((event) => (isError(event) ? errors.shift() : event));
}

/** Framing and time apart: an answer that is whole has a length, one that is streamed has none. */
function comparable(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const {
    date: _date,
    connection: _connection,
    'keep-alive': _keepAlive,
    'transfer-encoding': _encoding,
    'content-length': _length,
    ...others
  } = headers;
  return others;
}

function withoutStacks(text: string): string {
  return text.replace(/"stack":"(?:[^"\\]|\\.)*"/g, '"stack":"…"');
}
