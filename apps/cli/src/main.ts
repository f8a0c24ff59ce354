#!/usr/bin/env node
import { cliEnvironment } from './env.js';
import { run } from './program.js';
import { processTerminal } from './terminal.js';

/** The version of the package. */
const VERSION = '0.1.0';

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());

// The reader has left, as `head` does after its last line: there is nothing more to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  terminal: processTerminal(stopped.signal),
  env: cliEnvironment(process.env),
  version: VERSION,
});
