import cors from '@fastify/cors';
import type { FastifyInstance, onSendAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import { CORRELATION_HEADER } from './correlation-id.js';
import { EVENTS_CURSOR_HEADER } from './events-cursor-header.js';

/** Settings of an app that pages of other origins call. */
export const corsVariables = {
  /**
   * Origins of pages that may call this app, with commas between them, such as `https://console.example.com`.
   *
   * @defaultValue none: no page of another origin
   */
  CORS_ORIGINS: z
    .string()
    .default('')
    .refine((text) => originsIn(text).every(isOrigin), {
      message: 'Set origins with commas between them: scheme, host and port, without a path and without *.',
    }),
};

type CorsSettings = z.output<z.ZodObject<typeof corsVariables>>;

/** The origins of pages that may call. */
export function allowedOriginsFrom({ CORS_ORIGINS }: CorsSettings): string[] {
  return originsIn(CORS_ORIGINS);
}

/** Unsafe origins of pages that may call. */
export function unsafeOrigins({ CORS_ORIGINS }: CorsSettings): string[] {
  return originsIn(CORS_ORIGINS)
    .filter((origin) => !origin.startsWith('https:'))
    .map(
      (origin) => `CORS_ORIGINS: ${origin} is served without TLS, so that anyone on the way could change its pages.`,
    );
}

function originsIn(text: string): string[] {
  return text.split(',').flatMap((one) => one.trim() || []);
}

function isOrigin(text: string): boolean {
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** The headers that the typed client sends (packages/client/src/call-headers.ts). */
const REQUEST_HEADERS = [
  'Authorization',
  'Content-Type',
  'ET-Client-Name',
  'Idempotency-Key',
  'If-Match',
  'Traceparent',
  'X-Changed-By',
  'X-Changed-By-Channel',
  'X-Correlation-Id',
];
/** The response headers that a page may read, beyond the usual ones. */
const RESPONSE_HEADERS = [
  CORRELATION_HEADER,
  EVENTS_CURSOR_HEADER,
  'ETag',
  'Idempotency-Replayed',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
];
/** Time for which a browser remembers the answer to a preflight, in seconds: Chromium's maximum. */
const PREFLIGHT_SECONDS = 7_200;

/**
 * Lets pages of these origins call the server. Responses to them carry the CORS headers, refusals included; for any other
 * origin the server behaves as without this. Cookies are never sent along: the token is the credential. Hooks that can
 * refuse a request have to be added in `server.after()`, so that they run after this one.
 */
export function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  const allowed = new Set(origins);
  server.register(cors, {
    origin: (origin, done) => done(null, origin !== undefined && allowed.has(origin)),
    methods: ['GET', 'POST'],
    allowedHeaders: REQUEST_HEADERS,
    exposedHeaders: RESPONSE_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  });
  server.addHook('onSend', varyByOrigin);
}

/** Tells caches that the response depends on the origin, also where the server has set `Vary` itself. */
const varyByOrigin: onSendAsyncHookHandler = async (_request, reply, payload) => {
  const vary = String(reply.getHeader('vary') ?? '');
  if (!/\borigin\b/i.test(vary)) reply.header('vary', vary === '' ? 'Origin' : `${vary}, Origin`);
  return payload;
};
