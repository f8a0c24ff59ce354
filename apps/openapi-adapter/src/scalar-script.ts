import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Fastify from 'fastify';

export type Encoding = 'br' | 'gzip' | 'identity';

/** The script of the renderer, in each encoding. */
export interface ScalarScript {
  readonly etag: string;
  /** Each is made when it is first requested. */
  readonly bodies: Readonly<Record<Encoding, () => Promise<Buffer>>>;
}

/** Between 1 and 11. Higher ones take seconds for the last percents. */
const BROTLI_QUALITY = 6;

/**
 * Loads the script of Scalar. The package hands it out in a route of its Fastify plugin alone; its page has an inline script, which
 * the content security policy of the docs page forbids.
 */
export async function scalarScript(): Promise<ScalarScript> {
  const { default: plugin } = await import('@scalar/fastify-api-reference');
  const server = Fastify();
  await server.register(plugin, { routePrefix: '/reference', configuration: { url: '/openapi.json' } });
  const { statusCode, rawPayload } = await server.inject('/reference/js/scalar.js');
  await server.close();
  if (statusCode !== 200) throw new Error('Scalar has no script at js/scalar.js: check its version.');
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  return {
    // Weak: the encodings share it (RFC 9110, section 8.8.1).
    etag: `W/"${createHash('sha256').update(rawPayload).digest('hex').slice(0, 16)}"`,
    bodies: {
      br: once(() => promisify(brotliCompress)(rawPayload, { params })),
      gzip: once(() => promisify(gzip)(rawPayload)),
      identity: async () => rawPayload,
    },
  };
}

function once(make: () => Promise<Buffer>): () => Promise<Buffer> {
  let made: Promise<Buffer> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
