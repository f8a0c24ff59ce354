import { isDefaultSecret, type readEnvironment, reloadedContentOf } from '@profiles/service-kit';
import { z } from 'zod';
import type { NatsSettings } from './kept-connection.js';

const text = z.string().min(1);

/** The address of the broker, and the credentials for it. */
export const natsVariables = {
  /** One address of the broker, or several with commas between them. */
  NATS_URL: text,
  NATS_USER: text.optional(),
  NATS_PASSWORD: text.optional(),
  NATS_TOKEN: text.optional(),
  /** The path of a credentials file. */
  NATS_CREDS: text.optional(),
  /** The path of the trusted certificates, in PEM. With it connections use TLS only. */
  NATS_CA_FILE: text.optional(),
};

type Read = ReturnType<typeof readEnvironment<typeof natsVariables>>;

/** The settings of the broker that are not safe in production. */
export function unsafeNatsSettings(read: Read, { tlsElsewhere }: { tlsElsewhere: boolean }): string[] {
  const { NATS_URL, NATS_USER, NATS_PASSWORD, NATS_TOKEN, NATS_CREDS, NATS_CA_FILE } = read;
  const hasCredentials = [NATS_USER, NATS_TOKEN, NATS_CREDS].some((one) => one !== undefined);
  const overTls = NATS_CA_FILE !== undefined || /^tls:/.test(NATS_URL);
  return [
    ...(hasCredentials ? [] : ['NATS_USER, NATS_TOKEN or NATS_CREDS: no credentials.']),
    ...([NATS_PASSWORD, NATS_TOKEN].some(isDefaultSecret)
      ? ['NATS_PASSWORD or NATS_TOKEN: a default secret from the documentation.']
      : []),
    ...(overTls || tlsElsewhere ? [] : ['NATS_URL: no TLS. Write tls://… or give NATS_CA_FILE.']),
  ];
}

/** The settings of a connection to the broker, from the variables that were read. */
export function natsSettingsFrom(read: Read): NatsSettings {
  return {
    servers: read.NATS_URL,
    user: read.NATS_USER,
    password: read.NATS_PASSWORD,
    token: read.NATS_TOKEN,
    credentials: read.NATS_CREDS === undefined ? undefined : reloadedContentOf('NATS_CREDS', read.NATS_CREDS),
    caFile: read.NATS_CA_FILE,
  };
}
