export type { AdapterConfig } from './compose.js';
export { configFrom, edgeConfigFrom, variables } from './env.js';
export { type OpenApiDocument, openApiDocument } from './openapi-document.js';
export type { EdgeCall, ServicePort } from './service-port.js';
export { startOpenApiAdapter } from './start.js';
