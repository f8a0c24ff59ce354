import { StoreUnavailableError } from '@profiles/mongo-store/outbox';
import { InvalidEnvironmentError } from '@profiles/service-kit';
import { serversFrom } from '../env.js';
import { BrokerUnavailableError } from '../ports.js';
import { commandFrom, InvalidCommandError, USAGE } from './command.js';
import { perform } from './perform.js';

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());

try {
  const command = commandFrom(process.argv.slice(2));
  const isWell = await perform(command, {
    servers: serversFrom(process.env),
    signal: stopped.signal,
    log: console.log,
  });
  process.exitCode = isWell ? 0 : 1;
} catch (error) {
  if (error instanceof InvalidCommandError) console.error(`${error.message}\n\n${USAGE}`);
  else console.error(isExplained(error) ? error.message : error);
  process.exitCode = error instanceof InvalidCommandError ? 2 : 1;
}

/** Whether the message alone tells an operator what to do. */
function isExplained(error: unknown): error is Error {
  return [InvalidEnvironmentError, BrokerUnavailableError, StoreUnavailableError].some((kind) => error instanceof kind);
}
