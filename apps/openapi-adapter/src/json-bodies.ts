import { isUtf8 } from 'node:buffer';
import { bodyTypesOf, type FieldError, ProfilesError, type RestMethod } from '@profiles/contracts';
import { rejectUnsafeJson } from '@profiles/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The errors of bodies that could not be read. */
const bodyErrors = new WeakMap<FastifyRequest, readonly FieldError[]>();

/** The errors of a body that could not be read. The body is then `undefined`. */
export function bodyErrorsOf(request: FastifyRequest): readonly FieldError[] {
  return bodyErrors.get(request) ?? [];
}

/**
 * Accepts request bodies in JSON (RFC 8259) encoded as UTF-8, and JSON merge patches (RFC 7396) for PATCH. Another media
 * type, charset or content coding is 415. An empty body is accepted: operations without required fields need none. The errors
 * of a body are not reported at once, but together with the other errors of its request.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  for (const type of bodyTypesOf({ method: 'PATCH' })) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body, done) => {
      try {
        refuseOtherType(request, type);
        done(null, jsonIn(body as Buffer));
      } catch (error) {
        if (!(error instanceof ProfilesError) || error.code !== 400) return done(error as Error);
        bodyErrors.set(request, error.details.errors ?? []);
        done(null, undefined);
      }
    });
  }
}

/** Refuses (415) a media type, charset or content coding that this method does not take. */
function refuseOtherType({ method, headers }: FastifyRequest, type: string): void {
  const types = bodyTypesOf({ method: method as RestMethod });
  if (!types.includes(type)) {
    throw new ProfilesError(415, { detail: `Content-Type: send the body of a ${method} as ${types.join(' or ')}.` });
  }
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1];
  // US-ASCII is a part of UTF-8.
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw new ProfilesError(415, { detail: 'Content-Type: the charset is not supported. Send the body in UTF-8.' });
  }
  const coding = headers['content-encoding'];
  if (coding !== undefined && !/^\s*(identity)?\s*$/i.test(coding)) {
    throw new ProfilesError(415, { detail: 'Content-Encoding: not supported. Send the body as it is, uncompressed.' });
  }
}

function jsonIn(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw refusal('', 'The body is not valid UTF-8.');
  const text = bytes.toString('utf8');
  rejectUnsafeJson(text);
  const value = parsed(text);
  // Assigning such a name would change the prototype of an object, wherever that is done.
  if (text.includes('__proto__') || text.includes('\\u005')) refuseProto(value);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('', 'The body is not valid JSON (RFC 8259).');
  }
}

function refuseProto(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) throw refusal('__proto__', 'Unknown field.');
  for (const member of Object.values(value)) refuseProto(member);
}

function refusal(path: string, message: string): ProfilesError {
  return new ProfilesError(400, { errors: [{ path, message }] });
}
