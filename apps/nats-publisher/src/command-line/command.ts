import { parseArgs } from 'node:util';
import { type ReplayRequest, replayRequest } from '../replay/replay-request.js';

/** What an operator wants to be done. */
export type Command =
  | { readonly name: 'replay'; readonly request: ReplayRequest }
  | { readonly name: 'resume'; readonly id: string }
  | { readonly name: 'cancel'; readonly id: string }
  | { readonly name: 'replays' }
  | { readonly name: 'aside' }
  | { readonly name: 'release'; readonly id: string };

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
    --to-prefix <subject> to other subjects: <subject>.<organisation>.<customer>, in a stream of their own
    --rate <number>       at most so many events a second; 1000 unless said
    --dry-run             only say how many it would be
  resume <id>             go on with a replay that was stopped
  cancel <id>             end a replay that a publisher works on
  replays                 the latest replays and how far they are
  aside                   the events that could not be published and were set aside
  release <id>            try an event that was set aside, and all behind it, again`;

const OPTIONS = {
  from: { type: 'string' },
  until: { type: 'string' },
  organisation: { type: 'string' },
  customer: { type: 'string' },
  'from-event': { type: 'string' },
  'until-event': { type: 'string' },
  'to-prefix': { type: 'string' },
  rate: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

/** How a field of a replay is called on the command line. */
const OPTION_OF: Readonly<Record<string, keyof typeof OPTIONS>> = {
  organisationId: 'organisation',
  customerNumber: 'customer',
  fromEvent: 'from-event',
  untilEvent: 'until-event',
  toPrefix: 'to-prefix',
  eventsPerSecond: 'rate',
};

/** Throws InvalidCommandError when the arguments make no sense. */
export function commandFrom(args: readonly string[]): Command {
  const { positionals, values } = parsed(args);
  const [name, id, ...more] = positionals;
  if (more.length > 0) throw new InvalidCommandError(`Too much: ${more.join(' ')}`);
  if (name === 'replay') {
    if (id !== undefined) throw new InvalidCommandError(`Too much: ${id}`);
    return { name, request: requestFrom(values) };
  }
  if (Object.keys(values).length > 0) throw new InvalidCommandError(`Only replay takes options.`);
  switch (name) {
    case 'replays':
    case 'aside':
      return { name };
    case 'resume':
    case 'cancel':
    case 'release':
      if (id === undefined) throw new InvalidCommandError(`${name}: of which id?`);
      return { name, id };
    default:
      throw new InvalidCommandError(name === undefined ? 'What is to be done?' : `There is no command ${name}.`);
  }
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
