export { type ConsoleConfig, startConsole } from './compose.js';
export { configFrom, variables } from './env.js';
