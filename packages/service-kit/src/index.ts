export { authenticate } from './authenticate.js';
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
export { createHttpServer, type EdgeSettings, type HttpServer } from './http-server.js';
export { InvalidEnvironmentError } from './invalid-environment-error.js';
export { rejectUnsafeJson } from './json-text.js';
export type { ErrorForm, LoadLimits } from './load-shedding.js';
export { createLoginThrottle, type LoginThrottleLimits } from './login-throttle.js';
export { isDefaultSecret, mongoSettingsFrom, mongoVariables, unsafeMongoSettings } from './mongo-environment.js';
export { logFailure } from './problem-replies.js';
export { rejectUnsafeSettings, unsafeEdgeSettings, unsafeTokenSettings } from './production.js';
export { createRateLimiter, type RateLimiter, type RateLimits } from './rate-limits.js';
export { type RequestMetadata, requestMetadataFrom } from './request-metadata.js';
export { listen, type RunningApp, runUntilStopped } from './running-app.js';
export { systemClock, systemIds } from './system.js';
export { createTokenVerifier, type TokenSettings, type TokenVerifier } from './token-verifier.js';
