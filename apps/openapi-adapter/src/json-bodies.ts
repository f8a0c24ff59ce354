import { isUtf8 } from 'node:buffer';
import { bodyTypesOf, ProfilesError, type RestMethod } from '@profiles/contracts';
import { rejectDeepJson } from '@profiles/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Accepts request bodies in JSON (RFC 8259) encoded as UTF-8, and JSON merge patches (RFC 7396) for PATCH. Anything else
 * is 415. An empty body is accepted: operations without required fields need none.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  for (const type of bodyTypesOf({ method: 'PATCH' })) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body, done) => {
      const bytes = body as Buffer;
      try {
        refuseOtherType(request, type);
        if (bytes.length === 0) return done(null, undefined);
        if (!isUtf8(bytes)) throw new ProfilesError(400, { detail: 'The body is not valid UTF-8.' });
        const text = bytes.toString('utf8');
        rejectDeepJson(text);
        parseJson(request, text, done);
      } catch (error) {
        done(error as Error);
      }
    });
  }
}

/** Refuses (415) a media type that this method does not take. */
function refuseOtherType({ method }: FastifyRequest, type: string): void {
  const types = bodyTypesOf({ method: method as RestMethod });
  if (types.includes(type)) return;
  throw new ProfilesError(415, { detail: `Content-Type: send the body of a ${method} as ${types.join(' or ')}.` });
}
