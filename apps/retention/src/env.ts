import {
  commonVariables,
  mongoSettingsFrom,
  mongoVariables,
  readEnvironment,
  rejectUnsafeSettings,
  unsafeMongoSettings,
} from '@profiles/service-kit';
import { z } from 'zod';
import type { RetentionConfig } from './compose.js';

const variables = {
  ...commonVariables,
  PORT: commonVariables.PORT.default(3005),
  ...mongoVariables,
  /** Absent: it purges once and ends. */
  PURGE_EVERY_MINUTES: z.coerce.number().positive().max(10_000).optional(),
  PURGE_BATCH_SIZE: z.coerce.number().int().min(1).max(10_000).default(100),
};

/** The settings from the environment. Throws InvalidEnvironmentError naming what is missing or wrong. */
export function configFrom(env: Record<string, string | undefined>): RetentionConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => unsafeMongoSettings(read, network));
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    mongo: mongoSettingsFrom(read),
    batchSize: read.PURGE_BATCH_SIZE,
    everyMillis: read.PURGE_EVERY_MINUTES === undefined ? undefined : read.PURGE_EVERY_MINUTES * 60_000,
  };
}
