export { type GatewayConfig, startEventsGateway } from './compose.js';
export { configFrom, variables } from './env.js';
