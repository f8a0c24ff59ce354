export { BadEnvironment } from './bad-environment.js';
export { type CallHeaders, callHeadersFrom } from './call-headers.js';
export { callerOf } from './caller-of.js';
export { CORRELATION_HEADER, correlationIdFrom } from './correlation-id.js';
export {
  commonVariables,
  contentOf,
  edgeSettingsFrom,
  edgeVariables,
  limitsFrom,
  limitVariables,
  readEnvironment,
  tokenSettingsFrom,
  tokenVariables,
} from './environment.js';
export { createGuessBrake, type GuessLimits } from './guess-brake.js';
export { createHttpServer, type EdgeSettings, type HttpServer } from './http-server.js';
export { refuseDeepJson } from './json-depth.js';
export type { ErrorForm, LoadLimits } from './load-shedding.js';
export { isDefaultSecret, mongoFaults, mongoSettingsFrom, mongoVariables } from './mongo-environment.js';
export { logFault, replyProblem } from './problem-replies.js';
export { edgeFaults, refuseUnsafe, tokenFaults } from './production.js';
export { createRateLimiter, type RateLimiter, type RateLimits } from './rate-limits.js';
export { listen, type RunningApp, runUntilStopped } from './running-app.js';
export { systemClock, systemIds } from './system.js';
export { createTokenVerifier, type TokenSettings, type TokenVerifier } from './token-verifier.js';
