export { memoryEventFeed } from './memory-event-feed.js';
export { createMemoryStore, type MemoryStore } from './memory-store.js';
