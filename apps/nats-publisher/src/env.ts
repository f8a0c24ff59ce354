import {
  commonVariables,
  contentOf,
  isDefaultSecret,
  mongoSettingsFrom,
  mongoVariables,
  readEnvironment,
  rejectUnsafeSettings,
  tokenSettingsFrom,
  tokenVariables,
  unsafeMongoSettings,
} from '@profiles/service-kit';
import { z } from 'zod';
import type { PublisherConfig } from './compose.js';
import type { NatsSettings } from './nats-connection.js';

const text = z.string().min(1);

const variables = {
  ...commonVariables,
  PORT: commonVariables.PORT.default(3003),
  ...mongoVariables,
  /** One address, or several with commas between them. */
  NATS_URL: text,
  NATS_USER: text.optional(),
  NATS_PASSWORD: text.optional(),
  NATS_TOKEN: text.optional(),
  /** The path of a credentials file. */
  NATS_CREDS: text.optional(),
  /** The path of a file in PEM: whose certificates are trusted. With it only TLS is spoken. */
  NATS_CA_FILE: text.optional(),
  /** Published events can be replayed for so long; the contract promises 30 days. */
  OUTBOX_KEPT_DAYS: z.coerce.number().int().min(30).max(3_650).default(30),
  BACKLOG_ALARM_SECONDS: z.coerce.number().positive().default(60),
};

/** The settings from the environment. Throws InvalidEnvironmentError when the app can't run on them. */
export function configFrom(env: Record<string, string | undefined>): PublisherConfig {
  const read = readEnvironment(variables, env);
  rejectUnsafeSettings(read, (network) => [
    ...unsafeMongoSettings(read, network),
    ...unsafeNatsSettings(read, network),
  ]);
  // Who names a token issuer wants the admin operations, and then all of it must be named.
  const tokens = env['AUTH_JWKS_URL'] ? tokenSettingsFrom(readEnvironment(tokenVariables, env)) : undefined;
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    mongo: mongoSettingsFrom(read),
    nats: natsSettings(read),
    tokens,
    outboxKeptDays: read.OUTBOX_KEPT_DAYS,
    backlogAlarmSeconds: read.BACKLOG_ALARM_SECONDS,
  };
}

/** What the command line needs of it. */
export function serversFrom(env: Record<string, string | undefined>): Pick<PublisherConfig, 'mongo' | 'nats'> {
  const { mongo, nats } = configFrom({ ...env, AUTH_JWKS_URL: undefined });
  return { mongo, nats };
}

type Read = ReturnType<typeof readEnvironment<typeof variables>>;

/** What is not safe about the broker in production. */
function unsafeNatsSettings(read: Read, { tlsElsewhere }: { tlsElsewhere: boolean }): string[] {
  const { NATS_URL, NATS_USER, NATS_PASSWORD, NATS_TOKEN, NATS_CREDS, NATS_CA_FILE } = read;
  const someone = [NATS_USER, NATS_TOKEN, NATS_CREDS].some((one) => one !== undefined);
  const overTls = NATS_CA_FILE !== undefined || /^tls:/.test(NATS_URL);
  return [
    ...(someone ? [] : ['NATS_USER, NATS_TOKEN or NATS_CREDS: no credentials.']),
    ...([NATS_PASSWORD, NATS_TOKEN].some(isDefaultSecret)
      ? ['NATS_PASSWORD or NATS_TOKEN: a secret that everybody knows.']
      : []),
    ...(overTls || tlsElsewhere ? [] : ['NATS_URL: no TLS. Write tls://… or give NATS_CA_FILE.']),
  ];
}

function natsSettings(read: Read): NatsSettings {
  return {
    servers: read.NATS_URL,
    user: read.NATS_USER,
    password: read.NATS_PASSWORD,
    token: read.NATS_TOKEN,
    credentials: read.NATS_CREDS === undefined ? undefined : contentOf('NATS_CREDS', read.NATS_CREDS),
    caFile: read.NATS_CA_FILE,
  };
}
