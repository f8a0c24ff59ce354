export { type RetentionConfig, startRetention } from './compose.js';
export { variables } from './env.js';
export { purgeOnce } from './purge-once.js';
