export { authenticate } from './authenticate.js';
export { CORRELATION_HEADER, correlationIdFrom } from './correlation-id.js';
export { allowedOriginsFrom, corsVariables, unsafeOrigins } from './cors.js';
export { edgeSettingsFrom, edgeVariables, gatewayVariables, limitsFrom, limitVariables } from './edge-environment.js';
export {
  booleanVariable,
  commonVariables,
  type Environment,
  listenSettingsFrom,
  readEnvironment,
} from './environment.js';
export { EVENTS_CURSOR_HEADER } from './events-cursor-header.js';
export {
  type CallHeaders,
  type EventsGateway,
  eventsGatewayAt,
  GATEWAY_PATHS,
  waitsForEvents,
} from './events-gateway.js';
export { createHttpServer, type EdgeSettings, type HttpServer } from './http-server.js';
export { InvalidEnvironmentError } from './invalid-environment-error.js';
export { challengeOf, InvalidTokenError } from './invalid-token-error.js';
export { rejectUnsafeJson } from './json-text.js';
export { KNOWN_VARIABLES } from './known-variables.js';
export { LimitSync } from './limits/limit-sync.js';
export { createLoginThrottle, type LoginThrottleLimits } from './limits/login-throttle.js';
export { createRateLimiter, type RateLimiter, type RateLimitSubject, type RateLimits } from './limits/rate-limits.js';
export type { SharedCounts } from './limits/shared-counts.js';
export { ListenError } from './listen-error.js';
export { type ErrorForm, type LoadLimits, leaveLoadLimits } from './load-shedding.js';
export { type CallMetrics, callMetrics } from './metrics/call-metrics.js';
export { type AppName, METRICS, type MetricDefinition } from './metrics/catalogue.js';
export { type PoolMetrics, poolMetrics } from './metrics/pool-metrics.js';
export { newMetrics } from './metrics/registry.js';
export { counterOf, distributionSeries, gaugeOf } from './metrics/series.js';
export {
  isDefaultSecret,
  type MongoEnvironment,
  mongoSettingsFrom,
  mongoVariables,
  type SecretReload,
  unsafeMongoSettings,
} from './mongo-environment.js';
export { MONITORING_PATHS } from './monitoring-paths.js';
export { logFailure } from './problem-replies.js';
export { rejectUnsafeSettings, unsafeAppUrl, unsafeEdgeSettings, unsafeTokenSettings } from './production.js';
export type { ReadinessCheck, ReadinessChecks } from './readiness.js';
export { noted, noteError, noteOperation, requestCallOf } from './request-call.js';
export { type RequestMetadata, requestMetadataFrom } from './request-metadata.js';
export { announceEnvironment, exitUnstarted, reportFailedCommand, runApp } from './run-app.js';
export { type ListenOptions, listen, type RunningApp, runUntilStopped } from './running-app.js';
export { contentOf, reloadedContentOf } from './secret-files.js';
export {
  type CallOutcome,
  FrameReader,
  MAX_INPUT_BYTES,
  MAX_SHARED_CALLS,
  type ReadOutcome,
  SHARED_REQUESTS_PATH,
  SHARED_REQUESTS_TYPE,
  type SharedCall,
  sharedRequestOf,
} from './shared-requests/call-frames.js';
export { type CallRequest, serveSharedRequests } from './shared-requests/serve-shared-requests.js';
export { type Shutdown, shutdownOf } from './shutdown.js';
export { systemClock, systemIds } from './system.js';
export { tokenSettingsFrom, tokenVariables } from './token-environment.js';
export { createTokenVerifier, type TokenSettings, type TokenVerifier } from './token-verifier.js';
export type { Tracing } from './tracing/spans.js';
export { inSpan, startTracing, tracing } from './tracing/tracing.js';
export { watchedFile } from './watched-file.js';
