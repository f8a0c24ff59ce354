export type { CliEnvironment } from './env.js';
export { EXIT } from './exit-codes.js';
export { run } from './program.js';
export type { Terminal } from './terminal.js';
