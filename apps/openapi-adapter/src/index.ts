export type { EdgeCall, ServiceBehind } from './answering.js';
export type { AdapterConfig } from './compose.js';
export { configFrom, edgeConfigFrom, variables } from './env.js';
export { startOpenApiAdapter } from './start.js';
