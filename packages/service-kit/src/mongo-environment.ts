import { z } from 'zod';
import { InvalidEnvironmentError } from './invalid-environment-error.js';
import { contentOf } from './secret-files.js';

/** Settings of an app that uses the database. */
export const mongoVariables = {
  /** Connection string of a replica set; for the service also `memory:`, which keeps nothing. */
  MONGODB_URI: z
    .string()
    .regex(/^(mongodb(\+srv)?:\/\/|memory:)/, 'must begin with mongodb://, mongodb+srv:// or memory:'),
  /** Name of the database. @defaultValue `customer_profiles` */
  MONGODB_DATABASE: z.string().min(1).default('customer_profiles'),
  /** User of the database, unless the connection string names it. */
  MONGODB_USER: z.string().min(1).optional(),
  /** Password of that user. It cannot change while the process runs: see `MONGODB_PASSWORD_FILE`. */
  MONGODB_PASSWORD: z.string().min(1).optional(),
  /** Path of a file with the password, instead of `MONGODB_PASSWORD`. Read again when the file changes. */
  MONGODB_PASSWORD_FILE: z.string().min(1).optional(),
  /** Path of the trusted certificates in PEM. With it, connections are made over TLS only. */
  MONGODB_CA_FILE: z.string().min(1).optional(),
};

type MongoVariables = z.output<z.ZodObject<typeof mongoVariables>>;

/** Address and credentials of the database. */
export interface MongoEnvironment {
  readonly uri: string;
  readonly database: string;
  readonly maxPoolSize?: number;
  readonly credentials?: { readonly username: string; readonly password: string } | undefined;
  /** Path of the trusted certificates. */
  readonly caFile?: string | undefined;
  /** Present when secrets or certificates come from files, which can change. */
  readonly reload?: SecretReload | undefined;
}

/** Secrets of the database that can change while the process runs. */
export interface SecretReload {
  readonly files: readonly string[];
  /** The settings with the present content of the files. @throws {@link InvalidEnvironmentError} */
  reread(): MongoEnvironment;
}

/**
 * Address and credentials of the database, from their variables.
 *
 * @throws {@link InvalidEnvironmentError} when only one half of the credentials is set, or a file cannot be read.
 */
export function mongoSettingsFrom(read: MongoVariables, pool: PoolSettings = {}): MongoEnvironment {
  const { MONGODB_USER: username, MONGODB_PASSWORD_FILE: passwordFile, MONGODB_CA_FILE: caFile } = read;
  const password = passwordFrom(read);
  const files = [passwordFile ?? [], caFile ?? []].flat();
  if ((username === undefined) !== (password === undefined)) {
    throw new InvalidEnvironmentError(
      'MONGODB_USER and MONGODB_PASSWORD (or MONGODB_PASSWORD_FILE) go together: one of them is not set.',
    );
  }
  return {
    uri: read.MONGODB_URI,
    database: read.MONGODB_DATABASE,
    credentials: username !== undefined && password !== undefined ? { username, password } : undefined,
    caFile,
    ...pool,
    ...(files.length > 0 && { reload: { files, reread: () => mongoSettingsFrom(read, pool) } }),
  };
}

interface PoolSettings {
  readonly maxPoolSize?: number;
}

function passwordFrom({ MONGODB_PASSWORD: password, MONGODB_PASSWORD_FILE: file }: MongoVariables): string | undefined {
  if (file === undefined) return password;
  if (password !== undefined) {
    throw new InvalidEnvironmentError(
      'MONGODB_PASSWORD and MONGODB_PASSWORD_FILE exclude each other: unset one of them.',
    );
  }
  const content = contentOf('MONGODB_PASSWORD_FILE', file).replace(/\r?\n$/, '');
  if (content === '') throw new InvalidEnvironmentError('MONGODB_PASSWORD_FILE: the file is empty.');
  return content;
}

/** Unsafe settings of the database in production. */
export function unsafeMongoSettings(
  read: MongoVariables,
  { tlsElsewhere }: { readonly tlsElsewhere: boolean },
): string[] {
  const { MONGODB_URI: uri, MONGODB_CA_FILE } = read;
  if (uri === 'memory:') return ['MONGODB_URI: memory: keeps nothing.'];
  const inUri = /^mongodb(?:\+srv)?:\/\/[^/@:]+:([^/@]*)@/.exec(uri)?.[1];
  const password = passwordFrom(read) ?? (inUri === undefined ? undefined : decodeURIComponent(inUri));
  const overTls = uri.startsWith('mongodb+srv:') || /[?&](tls|ssl)=true\b/.test(uri) || MONGODB_CA_FILE !== undefined;
  return [
    ...(password === undefined ? ['MONGODB_URI: no credentials. Set MONGODB_USER and MONGODB_PASSWORD.'] : []),
    ...(isDefaultSecret(password) ? ['MONGODB_PASSWORD: a well-known password.'] : []),
    ...(overTls || tlsElsewhere ? [] : ['MONGODB_URI: no TLS. Add tls=true or MONGODB_CA_FILE.']),
  ];
}

const DEFAULT_SECRETS = new Set(
  [
    '',
    'admin',
    'changeme',
    'change-me',
    'example',
    'mongo',
    'mongodb',
    'nats',
    'password',
    'passord',
    'profiles',
  ].concat(['root', 's3cr3t', 'secret', 'test', '123456', '12345678']),
);

/** Whether a secret is one of those used in examples and as defaults. */
export function isDefaultSecret(secret: string | undefined): boolean {
  return secret !== undefined && DEFAULT_SECRETS.has(secret.toLowerCase());
}
