export { type TRPCFastifyOptions, trpcFastify } from './plugin.js';
