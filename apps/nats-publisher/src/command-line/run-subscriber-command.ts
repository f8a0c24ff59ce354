import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  openParkedLetters,
  type ParkedLetter,
  type ParkedLetters,
  type ReplayOutcome,
  SUBSCRIBER_STREAMS,
} from '@profiles/events';
import { connectionOptions, type NatsSettings } from '@profiles/nats-connection';
import { BrokerUnavailableError } from '../ports.js';
import type { StreamSettings } from '../stream.js';
import type { SubscriberCommand } from './subscriber-command.js';
import { permissionsOf, userOf } from './subscriber-permissions.js';
import { updateStream } from './update-stream.js';

interface Surroundings {
  /** Read only when the broker is needed. */
  readonly nats: () => NatsSettings;
  /** Read only by `update-stream`. */
  readonly stream: () => StreamSettings;
  readonly log: (line: string) => void;
}

/** Carries a command out. False when it could not be done, for a reason that was logged. */
export async function performForSubscribers(
  command: SubscriberCommand,
  { nats, stream, log }: Surroundings,
): Promise<boolean> {
  if (command.name === 'permissions') {
    log(`${permissionsOf(command)}\n\n# In the list of users:\n${userOf(command)}`);
    return true;
  }
  const connection = await connected(nats());
  try {
    if (command.name === 'update-stream') {
      const { isDryRun } = command;
      return await updateStream({ connection, settings: stream(), isDryRun, log, companions: SUBSCRIBER_STREAMS });
    }
    const letters = await openParkedLetters(connection);
    if (command.name === 'list') return await list(letters, command, log);
    return await forEach(letters, command, log);
  } finally {
    await connection.close();
  }
}

/** A command that can not reach the broker says so instead of waiting for it. */
async function connected(settings: NatsSettings): Promise<NatsConnection> {
  try {
    return await connect({ ...connectionOptions(settings), name: 'events-command', reconnect: false });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BrokerUnavailableError(`The broker can not be reached (NATS_URL): ${reason}`, { cause: error });
  }
}

async function list(
  letters: ParkedLetters,
  { subscriber, limit }: { readonly subscriber?: string | undefined; readonly limit: number },
  log: (line: string) => void,
): Promise<boolean> {
  let listed = 0;
  for await (const letter of letters.list(subscriber)) {
    if (listed === limit) {
      log(`There are more. The first ${limit} are listed; --limit lists more.`);
      return true;
    }
    listed += 1;
    log(letterLine(letter));
  }
  if (listed === 0) log('There are no dead letters.');
  return true;
}

async function forEach(
  letters: ParkedLetters,
  command: Exclude<SubscriberCommand, { name: 'list' | 'permissions' | 'update-stream' }>,
  log: (line: string) => void,
): Promise<boolean> {
  const ids: number[] = [];
  if ('id' in command) ids.push(command.id);
  else for await (const { id } of letters.list(command.subscriber)) ids.push(id);
  if (ids.length === 0) log('There are no dead letters of that subscriber.');
  let isWell = true;
  for (const id of ids) {
    const outcome = await outcomeOf(letters, command.name, id);
    log(`${id}  ${TEXTS[outcome]}`);
    if (outcome === 'unknown' || outcome === 'invalid') isWell = false;
  }
  return isWell;
}

async function outcomeOf(letters: ParkedLetters, name: 'replay' | 'drop', id: number): Promise<Outcome> {
  if (name === 'replay') return letters.replay(id);
  return (await letters.drop(id)) ? 'dropped' : 'unknown';
}

type Outcome = ReplayOutcome | 'dropped';

const TEXTS: Readonly<Record<Outcome, string>> = {
  replayed: 'was sent to its subscriber again.',
  dropped: 'was dropped.',
  unknown: 'is not a dead letter: it was replayed or dropped, or it was too old.',
  invalid: 'is not an event of the contract and would be refused again. Look at its source, then drop it.',
};

function letterLine({ id, subscriber, reason, parkedAt, subject, event }: ParkedLetter): string {
  const about =
    event === undefined
      ? `no event, on ${subject}`
      : `customer ${event.data.customerNumber} of organisation ${event.data.organisationId}, revision ${event.data.revision}`;
  return `${id}  ${parkedAt.toISOString()}  ${subscriber}  ${about}  ${reason}`;
}
