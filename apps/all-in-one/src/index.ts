export { type AllInOne, type AllInOneConfig, startAllInOne } from './compose.js';
export { variables } from './env.js';
