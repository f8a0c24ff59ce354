export { type PublisherConfig, startPublisher } from './compose.js';
