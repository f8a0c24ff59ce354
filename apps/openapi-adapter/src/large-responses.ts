import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** In bytes. A smaller response fits into a few packets: compressing it costs more than sending it. */
const LARGE = 32 * 1024;

/**
 * Compresses large responses of routes with the option `compressed`, for callers who accept it. Lists are repetitive, so the
 * lowest level reduces them to a tenth. Requests are never decompressed.
 */
export async function compressLargeResponses(server: FastifyInstance): Promise<void> {
  await server.register(compress, {
    ...{ global: false, globalDecompression: false, encodings: ['br', 'gzip'] },
    zlibOptions: { level: 1 },
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
  });
}

/**
 * The option of such a route. Not for responses with an ETag: a strong one would have to differ between the compressed and
 * the plain response (RFC 9110, section 8.8.1).
 */
export const compressed = { compress: { threshold: LARGE } };
