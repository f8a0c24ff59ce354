export { type AllInOne, type AllInOneConfig, startAllInOne } from './compose.js';
