import { natsFrom, serversFrom, streamFrom } from '../env.js';
import { commandFrom, InvalidCommandError, USAGE } from './command.js';
import { SUBSCRIBER_USAGE, type SubscriberCommand, subscriberCommandFrom } from './subscriber-command.js';

/** The errors whose message alone tells an operator what to do. By name: their classes would load the database driver. */
const EXPLAINED = new Set(['InvalidEnvironmentError', 'BrokerUnavailableError', 'StoreUnavailableError']);

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());

async function onOutbox(args: readonly string[], log: (line: string) => void): Promise<boolean> {
  const command = commandFrom(args);
  const { perform } = await import('./run-command.js');
  return perform(command, { servers: serversFrom(process.env), signal: stopped.signal, log });
}

async function onSubscribers(command: SubscriberCommand, log: (line: string) => void): Promise<boolean> {
  const { performForSubscribers } = await import('./run-subscriber-command.js');
  return performForSubscribers(command, {
    nats: () => natsFrom(process.env),
    stream: () => streamFrom(process.env),
    log,
  });
}

try {
  const args = process.argv.slice(2);
  const log = console.log;
  const forSubscribers = subscriberCommandFrom(args);
  const isWell = forSubscribers === undefined ? await onOutbox(args, log) : await onSubscribers(forSubscribers, log);
  process.exitCode = isWell ? 0 : 1;
} catch (error) {
  if (error instanceof InvalidCommandError) console.error(`${error.message}\n\n${USAGE}\n${SUBSCRIBER_USAGE}`);
  else console.error(error instanceof Error && EXPLAINED.has(error.name) ? error.message : error);
  process.exitCode = error instanceof InvalidCommandError ? 2 : 1;
}
