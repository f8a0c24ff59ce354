export { type RetentionConfig, startRetention } from './compose.js';
export { purgeOnce } from './purge-once.js';
