export { type PublisherConfig, startPublisher } from './compose.js';
export { configFrom, variables } from './env.js';
