export { type AfterRestore, repairAfterRestore, type SinceBackup } from './after-restore/after-restore.js';
export { type RetentionConfig, startRetention } from './compose.js';
export { variables } from './env.js';
export { purgeOnce } from './purge-once.js';
