import type { Environment } from './process/guarded-process.js';

/** A way to a server that was not taken, and why. */
export type Skipped = { what: string; why: string };

export type RunningServer = {
  /** Which way was taken: 'given', the server's name, or 'none'. */
  kind: string;
  /** Where it answers; empty for kind 'none'. */
  uri: string;
  /** A note about this choice for the reader. */
  note?: string;
  /** The ways that stand before it in the chain, each with the reason why it was not taken. */
  skipped: Skipped[];
  /** Ends the server if it was started here; a given one is left alone. */
  stop(): Promise<void>;
  /** Only for a server started here. */
  pid?: number;
  /** Resolves when it has ended, by itself or not. Only for a server started here. */
  ended?: Promise<unknown>;
  /** SIGKILL, as a crash would do it. Only for a server started here. */
  kill?(): void;
};

export type ServerOptions = {
  /** Where the data and the log of the server are kept, in one folder per kind: their formats differ. */
  dataDir: string;
  /** More arguments for the server, where it is SecantusDB. */
  secantusArgs?: readonly string[];
  /** 0 or absent: a free one. */
  port?: number;
  /** Read instead of process.env, and handed to what is started. */
  env: Environment;
  log(line: string): void;
  /** Whether kind 'none' is an answer. Default: yes, except under CI=true, where a missing server is a failure. */
  allowNone?: boolean;
};
