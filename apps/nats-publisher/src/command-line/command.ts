import { parseArgs } from 'node:util';
import { type ReplayRequest, replayRequest } from '../replay/replay-request.js';

/** A command of an operator. */
export type Command =
  | { readonly name: 'replay'; readonly request: ReplayRequest }
  | { readonly name: 'resume'; readonly id: string }
  | { readonly name: 'cancel'; readonly id: string }
  | { readonly name: 'replays' }
  | { readonly name: 'parked' }
  | { readonly name: 'release'; readonly id: string }
  | { readonly name: 'new-epoch' }
  | { readonly name: 'lost'; readonly since: string; readonly out: string }
  | { readonly name: 'accept-stream' };

/** A command that can't be understood. The message says what is wrong with it. */
export class InvalidCommandError extends Error {
  override name = 'InvalidCommandError';
}

export const USAGE = `npm run events -- <command>        MONGODB_URI and NATS_URL say where; MONGODB_DATABASE too, if it is another one

  replay                  publish events again, as they are kept in the outbox
    --from <time>         from this time on, for example 2026-01-31T08:00:00Z
    --until <time>        before this time
    --organisation <number>
    --customer <number>
    --from-event <id>     from this event on
    --until-event <id>    up to this event, itself included
    --everything          all events that are kept, instead of a selection
    --to-prefix <subject> to other subjects: <subject>.<organisation>.<customer>, in a stream of their own
    --rate <number>       at most this many events a second; 1000 by default
    --dry-run             only say how many it would be
  resume <id>             continue a replay that was stopped
  cancel <id>             end a replay that a publisher works on
  replays                 the latest replays and their progress
  parked                  the events that could not be published and were parked
  release <id>            try a parked event, and all behind it, again
  accept-stream           end the alarm of a stream that was created anew
  new-epoch               after a restore of the database: subscribers then take no change for a repeat
  lost                    after a restore of the database: what the stream has since the backup
    --from <time>         the time of the backup, or some minutes before it
    --out <file>          where to write it, for npm run after-restore`;

const OPTIONS = {
  from: { type: 'string' },
  until: { type: 'string' },
  organisation: { type: 'string' },
  customer: { type: 'string' },
  'from-event': { type: 'string' },
  'until-event': { type: 'string' },
  'to-prefix': { type: 'string' },
  rate: { type: 'string' },
  everything: { type: 'boolean' },
  out: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

/** The command-line option for each field of a replay request. */
const OPTION_OF: Readonly<Record<string, keyof typeof OPTIONS>> = {
  organisationId: 'organisation',
  customerNumber: 'customer',
  fromEvent: 'from-event',
  untilEvent: 'until-event',
  toPrefix: 'to-prefix',
  eventsPerSecond: 'rate',
};

/** @throws {InvalidCommandError} when the arguments make no sense. */
export function commandFrom(args: readonly string[]): Command {
  const { positionals, values } = parsed(args);
  const [name, id, ...more] = positionals;
  if (more.length > 0) throw new InvalidCommandError(`Too much: ${more.join(' ')}`);
  if (name === 'replay') {
    if (id !== undefined) throw new InvalidCommandError(`Too much: ${id}`);
    return { name, request: requestFrom(values) };
  }
  if (name === 'lost') return lostCommand(values);
  if (Object.keys(values).length > 0) throw new InvalidCommandError('Only replay and lost take options.');
  switch (name) {
    case 'replays':
    case 'new-epoch':
    case 'accept-stream':
      return { name };
    case 'parked':
    case 'aside':
      return { name: 'parked' };
    case 'resume':
    case 'cancel':
    case 'release':
      if (id === undefined) throw new InvalidCommandError(`${name}: name the id.`);
      return { name, id };
    default:
      throw new InvalidCommandError(name === undefined ? 'Name a command.' : `There is no command ${name}.`);
  }
}

function lostCommand({ from, out }: ReturnType<typeof parsed>['values']): Command {
  if (from === undefined || Number.isNaN(Date.parse(from))) {
    throw new InvalidCommandError('lost: --from must be the time of the backup, for example 2026-01-31T08:00:00Z.');
  }
  if (out === undefined) throw new InvalidCommandError('lost: --out must name the file to write.');
  return { name: 'lost', since: new Date(from).toISOString(), out };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new InvalidCommandError((error as Error).message, { cause: error });
  }
}

function requestFrom(values: ReturnType<typeof parsed>['values']): ReplayRequest {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const result = replayRequest.safeParse({
    from: values.from,
    until: values.until,
    organisationId: number(values.organisation),
    customerNumber: number(values.customer),
    fromEvent: values['from-event'],
    untilEvent: values['until-event'],
    toPrefix: values['to-prefix'],
    everything: values.everything,
    eventsPerSecond: number(values.rate),
    dryRun: values['dry-run'],
  });
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const field = String(path[0] ?? '');
    return `--${OPTION_OF[field] ?? field}: ${message}`;
  });
  throw new InvalidCommandError(faults.join('\n'));
}
