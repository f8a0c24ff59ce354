export interface Usage {
  readonly cpuMicros: number;
  readonly rss: number;
}

/** A measured server, alone in a process: see start-contender.ts. */
export interface Contender {
  /** Where it answers. */
  readonly url: string;
  /** How the n-th customer is called here, where that is not the customer number. */
  readonly ids?: readonly string[];
  /** The CPU time, where another process does the work. */
  usage?(): Usage;
  close(): Promise<void>;
}

/** The settings of every contender. */
export interface Surroundings {
  readonly mongoUri: string;
  readonly database: string;
  /** The number of customers: see `personOf`. Contenders with a store of their own create them at start. */
  readonly customers: number;
  /** Ours refuse what is too much for them, as in production. Without it they take on everything. */
  readonly sheds?: boolean;
  /** How many connections to the store ours may open; as many as in production unless said. */
  readonly maxPoolSize?: number;
  readonly tokens: {
    readonly jwksUrl: string;
    readonly issuer: string;
    readonly audience: string;
    readonly organisationClaim: string;
    readonly permissionsClaim: string;
    readonly clientClaim: string;
  };
}

export const CONTENDERS = [
  'ceiling',
  'trpc',
  'trpc-batch',
  'trpc-official',
  'rest',
  'all-in-one',
  'parse',
  'kratos',
] as const;
/** Those of `npm run bench:trpc`: a plugin, and nothing behind it. */
export const PLUGINS = ['plugin-official', 'plugin', 'fastify'] as const;
export type ContenderName = (typeof CONTENDERS)[number] | (typeof PLUGINS)[number];
