import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** In bytes. What is smaller fits into a few packets, and would cost more to compress than to send. */
const LARGE = 32 * 1024;

/**
 * Lets routes compress their large answers, for callers who accept that: those routes that ask for it with `compressed`.
 * Lists repeat themselves, so the least effort makes them a tenth. What callers send is taken as it is.
 */
export async function compressLargeResponses(server: FastifyInstance): Promise<void> {
  await server.register(compress, {
    ...{ global: false, globalDecompression: false, encodings: ['br', 'gzip'] },
    zlibOptions: { level: 1 },
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
  });
}

/**
 * The part of a route that asks for it. Not for answers with an ETag: it is a strong one, and would have to tell the
 * compressed answer from the plain one.
 */
export const compressed = { compress: { threshold: LARGE } };
