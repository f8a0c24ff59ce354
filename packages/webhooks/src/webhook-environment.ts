import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type SealingKey, sealingKeysFrom } from './sealed-secrets.js';

const DAY_SECONDS = 24 * 60 * 60;

/** The settings of webhooks that the service and the worker share. */
export const webhookVariables = {
  /**
   * The keys that encrypt the secrets of webhooks: `id:key` with commas between them, each key 32 bytes in base64. The first
   * one encrypts, all of them decrypt. Without it no webhook is created in production.
   * @defaultValue none: outside production a fixed key
   */
  WEBHOOK_SECRET_KEYS: z
    .string()
    .refine((text) => sealingKeysFrom(text) !== undefined, {
      message: 'Expected id:key, or several with commas, each key 32 bytes in base64 (openssl rand -base64 32).',
    })
    .optional(),
  /** Allows webhooks with http and to private or loopback addresses. Refused in production. @defaultValue `false` */
  WEBHOOK_ALLOW_PRIVATE: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
};

/** The setting of the service alone. */
export const webhookRotationVariables = {
  /** How long a rotated secret stays valid beside the new one, in seconds. @defaultValue 86400, a day (contract, section 4) */
  WEBHOOK_SECRET_OVERLAP_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(30 * DAY_SECONDS)
    .default(DAY_SECONDS),
};

type Read = z.output<z.ZodObject<typeof webhookVariables>> & { readonly NODE_ENV: string };

/** How secrets are encrypted and which targets are allowed. */
export interface WebhookSettings {
  readonly allowPrivate: boolean;
  /** Absent: webhooks are switched off. */
  readonly keys?: readonly [SealingKey, ...SealingKey[]] | undefined;
}

/** Every installation for development has this key, so that service and worker agree without a setting. */
const DEVELOPMENT_KEY: SealingKey = {
  id: 'development',
  key: createHash('sha256').update('customer-profiles, for development only').digest(),
};

/** The settings of an app in a test or on a developer's machine. */
export const DEVELOPMENT_WEBHOOKS: WebhookSettings = { allowPrivate: false, keys: [DEVELOPMENT_KEY] };

/** The shared settings from their variables. */
export function webhookSettingsFrom(read: Read): WebhookSettings {
  const given = read.WEBHOOK_SECRET_KEYS === undefined ? undefined : sealingKeysFrom(read.WEBHOOK_SECRET_KEYS);
  const byDefault = read.NODE_ENV === 'production' ? undefined : DEVELOPMENT_WEBHOOKS.keys;
  return { allowPrivate: read.WEBHOOK_ALLOW_PRIVATE, keys: given ?? byDefault };
}

/** Unsafe settings of webhooks in production. */
export function unsafeWebhookSettings(read: Pick<Read, 'WEBHOOK_ALLOW_PRIVATE' | 'WEBHOOK_SECRET_KEYS'>): string[] {
  const keys = read.WEBHOOK_SECRET_KEYS === undefined ? [] : (sealingKeysFrom(read.WEBHOOK_SECRET_KEYS) ?? []);
  const hasDevelopmentKey = keys.some(({ key }) => Buffer.from(key).equals(DEVELOPMENT_KEY.key));
  return [
    ...(read.WEBHOOK_ALLOW_PRIVATE
      ? ['WEBHOOK_ALLOW_PRIVATE: webhooks could reach addresses inside of the network.']
      : []),
    ...(hasDevelopmentKey ? ['WEBHOOK_SECRET_KEYS: the key for development.'] : []),
  ];
}
