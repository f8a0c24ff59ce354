import {
  commonVariables,
  type Environment,
  listenSettingsFrom,
  mongoSettingsFrom,
  mongoVariables,
  readEnvironment,
  rejectUnsafeSettings,
  unsafeMongoSettings,
} from '@profiles/service-kit';
import { z } from 'zod';
import type { RetentionConfig } from './compose.js';

/** Settings of retention. */
export const variables = {
  ...commonVariables,
  /** @defaultValue 3005 */
  PORT: commonVariables.PORT.default(3005),
  ...mongoVariables,
  /** Pause between two runs, in minutes. @defaultValue none: one run, then the process ends */
  PURGE_EVERY_MINUTES: z.coerce.number().positive().max(10_000).optional(),
  /** Expired profiles read at a time; each is removed in its own transaction. @defaultValue 100 */
  PURGE_BATCH_SIZE: z.coerce.number().int().min(1).max(10_000).default(100),
};

/**
 * The settings of retention from its environment.
 *
 * @throws {@link InvalidEnvironmentError} naming each variable that is missing, not valid or, in production, unsafe.
 */
export function configFrom(env: Environment): RetentionConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => unsafeMongoSettings(read, network));
  return {
    ...listenSettingsFrom(read),
    mongo: mongoSettingsFrom(read),
    batchSize: read.PURGE_BATCH_SIZE,
    everyMillis: read.PURGE_EVERY_MINUTES === undefined ? undefined : read.PURGE_EVERY_MINUTES * 60_000,
  };
}
