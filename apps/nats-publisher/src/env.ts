import { EVENT_STREAM, EVENT_SUBJECT_PREFIX } from '@profiles/contracts';
import { type NatsSettings, natsSettingsFrom, natsVariables, unsafeNatsSettings } from '@profiles/nats-connection';
import {
  commonVariables,
  edgeSettingsFrom,
  edgeVariables,
  listenSettingsFrom,
  mongoSettingsFrom,
  mongoVariables,
  readEnvironment,
  rejectUnsafeSettings,
  tokenSettingsFrom,
  tokenVariables,
  unsafeEdgeSettings,
  unsafeMongoSettings,
  unsafeTokenSettings,
} from '@profiles/service-kit';
import { z } from 'zod';
import type { PublisherConfig } from './compose.js';
import type { StreamSettings } from './stream.js';

const text = z.string().min(1);

/** Where the stream is kept. It is read when the stream is created, and by `update-stream`. */
const streamVariables = {
  /**
   * The number of servers of the cluster that keep the stream.
   * @defaultValue 3 where the cluster has three servers, otherwise 1
   */
  NATS_STREAM_REPLICAS: z.coerce
    .number()
    .refine((count) => [1, 3, 5].includes(count), { message: 'Must be 1, 3 or 5.' })
    .optional(),
  /** The name of the cluster that keeps the stream. @defaultValue the cluster of the connection */
  NATS_STREAM_CLUSTER: text.optional(),
  /** The tags that a server must have to keep the stream, with commas between them. @defaultValue none */
  NATS_STREAM_TAGS: text.optional(),
};

/** The settings of every app, with the port of this one. */
const appVariables = { ...commonVariables, PORT: commonVariables.PORT.default(3003) };

/** The settings of the publisher, with those that several apps share. README.md lists all of them. */
export const variables = {
  ...appVariables,
  ...edgeVariables,
  ...mongoVariables,
  ...natsVariables,
  ...streamVariables,
  /**
   * The number of days for which published events can be replayed. The contract promises 30 (section 6).
   * @defaultValue 30
   */
  OUTBOX_KEPT_DAYS: z.coerce.number().int().min(30).max(3_650).default(30),
  /**
   * The age of the oldest waiting event, in seconds, above which readiness fails.
   * @defaultValue 60
   */
  BACKLOG_ALARM_SECONDS: z.coerce.number().positive().default(60),
};

/**
 * The settings from the environment.
 * @throws {InvalidEnvironmentError} when the app can't run on them.
 */
export function configFrom(env: Record<string, string | undefined>): PublisherConfig {
  const read = readEnvironment(variables, env);
  // AUTH_JWKS_URL switches the admin API on. Its other settings are then required.
  const tokenRead = env['AUTH_JWKS_URL'] ? readEnvironment(tokenVariables, env) : undefined;
  rejectUnsafeSettings(read, (network) => [
    ...unsafeMongoSettings(read, network),
    ...unsafeNatsSettings(read, network),
    // Without the admin API the port serves health and metrics only, and no token crosses it.
    ...(tokenRead === undefined ? [] : [...unsafeTokenSettings(tokenRead), ...unsafeEdgeSettings(read, network)]),
  ]);
  return {
    ...listenSettingsFrom(read),
    mongo: mongoSettingsFrom(read),
    nats: natsSettingsFrom(read),
    stream: { ...EVENTS, ...streamSettings(read) },
    tokens: tokenRead && tokenSettingsFrom(tokenRead),
    edge: edgeSettingsFrom(read),
    outboxKeptDays: read.OUTBOX_KEPT_DAYS,
    backlogAlarmSeconds: read.BACKLOG_ALARM_SECONDS,
  };
}

/** The stream of the contract (section 6). */
const EVENTS = { name: EVENT_STREAM, subjectPrefix: EVENT_SUBJECT_PREFIX };

/** Where `update-stream` moves the stream to. */
export function streamFrom(env: Record<string, string | undefined>): StreamSettings {
  return { ...EVENTS, ...streamSettings(readEnvironment({ ...appVariables, ...streamVariables }, env)) };
}

function streamSettings({
  NATS_STREAM_REPLICAS,
  NATS_STREAM_CLUSTER,
  NATS_STREAM_TAGS,
}: ReturnType<typeof readEnvironment<typeof streamVariables>>): Pick<StreamSettings, 'replicas' | 'placement'> {
  const tags = NATS_STREAM_TAGS?.split(',').map((tag) => tag.trim());
  const placement = {
    ...(NATS_STREAM_CLUSTER !== undefined && { cluster: NATS_STREAM_CLUSTER }),
    ...(tags && { tags }),
  };
  return {
    ...(NATS_STREAM_REPLICAS !== undefined && { replicas: NATS_STREAM_REPLICAS }),
    ...(Object.keys(placement).length > 0 && { placement }),
  };
}

/** The settings that the command line needs. */
export function serversFrom(env: Record<string, string | undefined>): Pick<PublisherConfig, 'mongo' | 'nats'> {
  const { mongo, nats } = configFrom({ ...env, AUTH_JWKS_URL: undefined });
  return { mongo, nats };
}

/** The settings of commands that need the broker only. */
export function natsFrom(env: Record<string, string | undefined>): NatsSettings {
  const read = readEnvironment({ ...appVariables, ...natsVariables }, env);
  rejectUnsafeSettings(read, (network) => unsafeNatsSettings(read, network));
  return natsSettingsFrom(read);
}
