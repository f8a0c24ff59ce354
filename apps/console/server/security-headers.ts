import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { BrowserConfig } from './browser-config.js';

/**
 * Adds the security headers to every response. Scripts, styles and fonts come from this server alone. The page calls this
 * server, the service and the token issuer, and nothing else.
 */
export function addSecurityHeaders(server: FastifyInstance, browser: BrowserConfig): void {
  server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: directivesFor(browser) },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    // The frame of the silent renewal ends on a page of this server.
    frameguard: { action: 'sameorigin' },
  } satisfies FastifyHelmetOptions);
}

function directivesFor({ issuer, serviceUrl }: BrowserConfig): Record<string, string[]> {
  const provider = new URL(issuer).origin;
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'manifest-src': ["'self'"],
    'connect-src': [...new Set(["'self'", provider, serviceUrl])],
    // Silent renewal at providers without refresh tokens for browsers.
    'frame-src': ["'self'", provider],
    'frame-ancestors': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
}
