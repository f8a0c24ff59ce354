export { type PublisherConfig, startPublisher } from './compose.js';
export { configFrom } from './env.js';
