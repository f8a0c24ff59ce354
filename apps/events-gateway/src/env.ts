import { natsSettingsFrom, natsVariables, unsafeNatsSettings } from '@profiles/nats-connection';
import {
  allowedOriginsFrom,
  commonVariables,
  corsVariables,
  type Environment,
  edgeSettingsFrom,
  edgeVariables,
  limitsFrom,
  limitVariables,
  listenSettingsFrom,
  readEnvironment,
  rejectUnsafeSettings,
  tokenSettingsFrom,
  tokenVariables,
  unsafeEdgeSettings,
  unsafeOrigins,
  unsafeTokenSettings,
} from '@profiles/service-kit';
import { unsafeWebhookSettings, webhookVariables } from '@profiles/webhooks';
import type { GatewayConfig } from './compose.js';
import {
  unsafeWorkerDatabase,
  webhookWorkerFrom,
  webhookWorkerVariables,
} from './webhooks/webhook-worker-environment.js';

/** Settings of events-gateway. */
export const variables = {
  ...commonVariables,
  ...tokenVariables,
  ...edgeVariables,
  ...limitVariables,
  ...corsVariables,
  ...natsVariables,
  ...webhookVariables,
  ...webhookWorkerVariables,
  /** @defaultValue 3006 */
  PORT: commonVariables.PORT.default(3006),
};

/**
 * The gateway's settings from its environment.
 *
 * @throws {@link InvalidEnvironmentError} naming each variable that is missing, not valid or, in production, unsafe.
 */
export function configFrom(env: Environment): GatewayConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => [
    ...unsafeTokenSettings(read),
    ...unsafeEdgeSettings(read, network),
    ...unsafeOrigins(read),
    ...unsafeNatsSettings(read, network),
    ...unsafeWebhookSettings(read),
    ...unsafeWorkerDatabase(env, network),
  ]);
  return {
    ...listenSettingsFrom(read),
    tokens: tokenSettingsFrom(read),
    limits: limitsFrom(read),
    edge: { ...edgeSettingsFrom(read), allowedOrigins: allowedOriginsFrom(read) },
    webhooks: webhookWorkerFrom(env, read.NODE_ENV),
    nats: { ...natsSettingsFrom(read), clientName: 'events-gateway' },
  };
}
