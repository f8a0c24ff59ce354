export { type CallHeaders, callHeadersFrom } from './call-headers.js';
export { CORRELATION_HEADER, correlationIdFrom } from './correlation-id.js';
export { BadEnvironment, commonVariables, readEnvironment, tokenSettingsFrom, tokenVariables } from './environment.js';
export { createHttpServer, type HttpServer } from './http-server.js';
export { logFault, replyProblem } from './problem-replies.js';
export { listen, type RunningApp, runUntilStopped } from './running-app.js';
export { systemClock, systemIds } from './system.js';
export { createTokenVerifier, type TokenSettings, type TokenVerifier } from './token-verifier.js';
