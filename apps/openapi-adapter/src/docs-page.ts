import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { OpenApiDocument } from './openapi-document.js';

/** The page on which every operation can be read and tried. */
export async function addDocsPage(server: FastifyInstance, document: OpenApiDocument): Promise<void> {
  await server.register(swagger, { mode: 'static', specification: { document: document as never } });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { persistAuthorization: true, docExpansion: 'list', tryItOutEnabled: true },
    // The bar on top only offers other documents.
    theme: {
      title: 'Customer profiles',
      css: [{ filename: 'page.css', content: '.swagger-ui .topbar{display:none}' }],
    },
  });
}
