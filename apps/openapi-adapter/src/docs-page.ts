import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Encoding, type ScalarScript, scalarScript } from './scalar-script.js';

/** How the docs page behaves. */
export interface DocsPageSettings {
  /** Shows the form that sends requests of the reader, with a token that the reader enters. */
  readonly tryIt: boolean;
  /** Keeps that token in the storage of the browser, over a reload of the page. For development only. */
  readonly keepToken: boolean;
}

/** The documents on the page, as links to them (RFC 8631). */
export const DOCUMENT_LINKS = [
  '</openapi.json>; rel="service-desc"; type="application/vnd.oai.openapi+json;version=3.1"',
  '</asyncapi.json>; rel="service-desc"; type="application/vnd.aai.asyncapi+json;version=3.0.0"',
  '</docs>; rel="service-doc"; type="text/html"',
].join(', ');

/**
 * Scripts come from this server alone, and requests go to this server alone. The renderer sets styles on elements, which no
 * nonce or hash can name.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Customer profiles: REST and events</title>
<link rel="icon" href="data:,">
</head>
<body>
<noscript>
<h1>Customer profiles</h1>
<p>This page needs JavaScript. The documents: <a href="/openapi.json">OpenAPI</a> of the operations over REST,
<a href="/asyncapi.json">AsyncAPI</a> of the events.</p>
</noscript>
<div id="reference"></div>
<script src="/docs/scalar.js"></script>
<script src="/docs/page.js"></script>
</body>
</html>
`;

interface DocsPage extends DocsPageSettings {
  /** The name of the scheme in the OpenAPI document that takes a token. */
  readonly securityScheme: string | undefined;
  /** The path below which the operations are. */
  readonly basePath: string;
}

/** Serves the reference of REST and events for people at `/docs`, rendered by Scalar. `/` leads to it. */
export function addDocsPage(server: FastifyInstance, page: DocsPage): void {
  const start = startOf(page);
  let script: Promise<ScalarScript> | undefined;
  server.get('/', async (_request, reply) => reply.header('link', DOCUMENT_LINKS).redirect('/docs'));
  server.get('/docs/events', async (_request, reply) => reply.redirect('/docs?api=events'));
  server.get('/docs', async (_request, reply) =>
    secured(reply).header('link', DOCUMENT_LINKS).type('text/html; charset=utf-8').send(HTML),
  );
  server.get('/docs/page.js', async (_request, reply) =>
    secured(reply).type('text/javascript; charset=utf-8').send(start),
  );
  server.get('/docs/scalar.js', async (request, reply) => {
    // Of 5 MB, so it is loaded and compressed when the first reader comes, once.
    script ??= scalarScript();
    const { etag, bodies } = await script;
    secured(reply).header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const encoding = encodingFor(request.headers['accept-encoding']);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.type('text/javascript; charset=utf-8').send(await bodies[encoding]());
  });
}

function secured(reply: FastifyReply): FastifyReply {
  return reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
}

function encodingFor(accepted: string | string[] | undefined): Encoding {
  const names = String(accepted ?? '')
    .split(',')
    .map((one) => one.trim());
  return (['br', 'gzip'] as const).find((encoding) => names.includes(encoding)) ?? 'identity';
}

/** The script that starts the renderer. */
function startOf({ tryIt, keepToken, securityScheme, basePath }: DocsPage): string {
  const configuration = {
    sources: [
      // The server of the page, under the name by which the reader has reached it: the policy allows no other.
      { title: 'REST', slug: 'rest', url: '/openapi.json', default: true, servers: [{ url: basePath }] },
      { title: 'Events', slug: 'events', url: '/asyncapi.json' },
    ],
    hideTestRequestButton: !tryIt,
    persistAuth: keepToken,
    authentication: { preferredSecurityScheme: securityScheme },
    // Nothing is fetched from other hosts, and nothing is offered that runs there.
    ...{ withDefaultFonts: false, telemetry: false, hideClientButton: true, showDeveloperTools: 'never' },
    ...{ agent: { disabled: true }, mcp: { disabled: true } },
    ...{ documentDownloadType: 'json', orderRequiredPropertiesFirst: true },
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  };
  return `Scalar.createApiReference('#reference', ${JSON.stringify(configuration)});\n`;
}
