import { PROFILE_EXPORT_SCHEMA_PATH, profileExportJsonSchema, SUBSCRIBE_EVENTS } from '@profiles/contracts';
import {
  callMetrics,
  counterOf,
  createHttpServer,
  createRateLimiter,
  type EdgeSettings,
  type EventsGateway,
  type LimitSync,
  METRICS,
  newMetrics,
  type RateLimits,
  type TokenVerifier,
} from '@profiles/service-kit';
import type { FastifyInstance } from 'fastify';
import { addEventDocuments } from './asyncapi-document.js';
import { addDocsPage, DOCUMENT_LINKS, type DocsPageSettings } from './docs-page.js';
import { addEventStream } from './event-stream-route.js';
import { acceptJsonOnly } from './json-bodies.js';
import { compressed, compressLargeResponses } from './large-responses.js';
import { openApiDocument } from './openapi-document.js';
import { SECURITY_SCHEME } from './openapi-texts.js';
import { addRestRoutes } from './rest-routes.js';
import { addSecurityHeaders } from './security-headers.js';
import type { ExecuteOperation } from './service-port.js';

export interface ServerParts {
  /** Does the work: the service behind, or the use cases themselves. */
  readonly execute: ExecuteOperation;
  /** Absent: events are not available. */
  readonly gateway?: EventsGateway | undefined;
  readonly verify: TokenVerifier;
  readonly logLevel: string;
  readonly limits: RateLimits;
  readonly sync?: LimitSync | undefined;
  readonly revision?: string | undefined;
  readonly edge?: EdgeSettings;
  /** @defaultValue no requests from the docs page */
  readonly docs?: DocsPageSettings | undefined;
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** The base path of REST. */
const PREFIX = '/customers/v2';

/** The REST server for partners: no database, no rules. */
export async function createServer({
  execute,
  gateway,
  verify,
  limits,
  sync,
  revision,
  docs,
  ...settings
}: ServerParts) {
  const metrics = newMetrics('openapi-adapter', revision);
  const refusals = counterOf(metrics, METRICS.quotaRefusals);
  const { server, publicUrl } = createHttpServer({ name: 'openapi-adapter', ...settings, metrics });
  acceptJsonOnly(server);
  addSecurityHeaders(server, {
    // Pages set a policy of their own; nothing else is meant for a browser.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
  });
  await compressLargeResponses(server);
  const limiter = createRateLimiter(limits, { sync, onRefused: (quota) => refusals.inc({ quota }) });
  const calls = callMetrics(metrics);
  await server.register(
    async (rest) => {
      const parts = { execute, gateway, verify, limiter, calls, publicUrl };
      addRestRoutes(rest, parts, [SUBSCRIBE_EVENTS.operation.rest]);
      addEventStream(rest, parts);
    },
    { prefix: PREFIX },
  );
  const documentAt = documentTexts();
  let document: string | undefined;
  server.get('/openapi.json', compressed, async (_request, reply) => {
    document ??= documentAt(publicUrl());
    return reply.header('link', DOCUMENT_LINKS).type(JSON_TYPE).send(document);
  });
  addEventDocuments(server);
  addExportSchema(server);
  addDocsPage(server, { securityScheme: SECURITY_SCHEME, basePath: PREFIX, tryIt: false, keepToken: false, ...docs });
  return server;
}

/**
 * The text of the document for a URL. The document is made once, at the start; the URL may be known only when the server
 * listens.
 */
function documentTexts(): (publicUrl: string) => string {
  const placeholder = 'https://public-url.invalid';
  const text = JSON.stringify(openApiDocument({ prefix: PREFIX, publicUrl: placeholder }));
  return (publicUrl) => text.replaceAll(placeholder, publicUrl);
}

/** Serves the schema of an export without a token, like the schemas of the events. */
function addExportSchema(server: FastifyInstance): void {
  const schema = JSON.stringify(profileExportJsonSchema());
  server.get(PROFILE_EXPORT_SCHEMA_PATH, async (_request, reply) => reply.type('application/schema+json').send(schema));
}
