export { cacheFolder } from './cache/cache-folder.js';
export { installOnce } from './cache/install-once.js';
export { startMongo } from './mongo/start-mongo.js';
export { type NatsOptions, startNats } from './nats/start-nats.js';
export { findOnPath } from './process/find-on-path.js';
export { freePort } from './process/free-port.js';
export { type GuardedCommand, type GuardedProcess, startGuarded } from './process/guarded-process.js';
export { runCommand } from './process/run-command.js';
export { findPython, type Python } from './python/find-python.js';
export { type PythonOptions, type PythonPackages, withPackages } from './python/python-packages.js';
export type { RunningServer, ServerOptions, Skipped } from './running-server.js';
export { MOBILE_SERIES } from './sample/sample-customers.js';
export {
  type MintRequest,
  startTokenIssuer,
  type TokenIssuer,
  type TokenIssuerOptions,
} from './tokens/token-issuer.js';
