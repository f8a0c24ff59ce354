import {
  type Environment,
  mongoSettingsFrom,
  mongoVariables,
  readEnvironment,
  unsafeMongoSettings,
} from '@profiles/service-kit';
import { webhookSettingsFrom, webhookVariables } from '@profiles/webhooks';
import { z } from 'zod';
import type { WebhookWorkerConfig } from './webhook-worker.js';

/** The pauses of three days: 5 s, 30 s, 2 and 10 minutes, half an hour, then 1, 2, 4, 8, 12, 20 and 24 hours. */
const RETRY_PAUSES = '5,30,120,600,1800,3600,7200,14400,28800,43200,72000,86400';

/** The settings of the worker alone. */
export const webhookWorkerVariables = {
  /**
   * The pauses between the attempts of a delivery, in seconds, with commas. After the last one it is parked.
   * @defaultValue 12 pauses from 5 seconds to a day, together three days (contract, section 4)
   */
  WEBHOOK_RETRY_PAUSES: z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/, 'Expected seconds with commas between them, such as 5,30,120.')
    .default(RETRY_PAUSES),
  /** A webhook of which every attempt has failed for this time is paused, in hours. @defaultValue 120, five days */
  WEBHOOK_PAUSE_AFTER_HOURS: z.coerce.number().positive().default(120),
};

const variables = { ...mongoVariables, ...webhookVariables, ...webhookWorkerVariables };

/**
 * The settings of the worker. Undefined without a database, or without a key in production: then no webhook exists.
 * @throws {@link InvalidEnvironmentError}
 */
export function webhookWorkerFrom(env: Environment, NODE_ENV: string): WebhookWorkerConfig | undefined {
  if (!hasDatabase(env)) return undefined;
  const read = readEnvironment(variables, env);
  const { allowPrivate, keys } = webhookSettingsFrom({ ...read, NODE_ENV });
  if (keys === undefined) return undefined;
  return {
    mongo: mongoSettingsFrom(read),
    ...{ allowPrivate, keys },
    retryPauses: read.WEBHOOK_RETRY_PAUSES.split(',').map((seconds) => Number(seconds) * 1000),
    pauseAfterMillis: read.WEBHOOK_PAUSE_AFTER_HOURS * 60 * 60 * 1000,
  };
}

/** Unsafe settings of the worker's database in production. Without a database there is no worker. */
export function unsafeWorkerDatabase(env: Environment, network: { readonly tlsElsewhere: boolean }): string[] {
  return hasDatabase(env) ? unsafeMongoSettings(readEnvironment(mongoVariables, env), network) : [];
}

function hasDatabase({ MONGODB_URI: uri }: Environment): boolean {
  return uri !== undefined && uri !== '' && uri !== 'memory:';
}
