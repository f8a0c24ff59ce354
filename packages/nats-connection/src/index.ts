export { backOffMillis, waited } from './back-off.js';
export { connectionOptions, KeptConnection, type NatsSettings } from './kept-connection.js';
export { natsSettingsFrom, natsVariables, unsafeNatsSettings } from './nats-environment.js';
