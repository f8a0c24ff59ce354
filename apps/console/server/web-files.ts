import { access } from 'node:fs/promises';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The page that every route of the app begins with. */
const PAGE = 'index.html';
/** Vite puts a hash of the content into the name of each file in this folder. */
const HASHED = '/assets/';
const ONE_YEAR_SECONDS = 31_536_000;

/**
 * Serves the built app. A path without an extension is a route of the app and gets its page; an unknown file gets 404. Files
 * that the build has compressed are sent as they are: `.br` or `.gz`, whichever the browser accepts.
 */
export function serveWebFiles(server: FastifyInstance, folder: string): void {
  server.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        path.includes(HASHED) ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache',
      );
    },
  });
  server.get('/*', (request, reply) => {
    const path = decodeURIComponent(new URL(request.url, 'http://console').pathname);
    return reply.sendFile(extname(path) === '' ? PAGE : path);
  });
}

/** Rejects when the app is not built. */
export async function checkWebFiles(folder: string): Promise<void> {
  await access(join(folder, PAGE));
}
