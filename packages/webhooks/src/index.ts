export {
  type SealedSecrets,
  type SealingKey,
  SecretNotOpenedError,
  sealedSecrets,
  sealingKeysFrom,
} from './sealed-secrets.js';
export { refusalOfTarget, type TargetRules } from './targets.js';
export {
  DEVELOPMENT_WEBHOOKS,
  unsafeWebhookSettings,
  type WebhookSettings,
  webhookRotationVariables,
  webhookSettingsFrom,
  webhookVariables,
} from './webhook-environment.js';
export { createWebhookSender, type SendResult, type WebhookMessage, type WebhookSender } from './webhook-sender.js';
