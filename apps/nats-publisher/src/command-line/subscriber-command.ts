import { parseArgs } from 'node:util';
import { InvalidCommandError } from './command.js';

/** A command about subscribers or the stream. It needs the broker at most, and no database. */
export type SubscriberCommand =
  | { readonly name: 'list'; readonly subscriber?: string | undefined; readonly limit: number }
  | { readonly name: 'replay' | 'drop'; readonly id: number }
  | { readonly name: 'replay' | 'drop'; readonly subscriber: string }
  | { readonly name: 'update-stream'; readonly isDryRun: boolean }
  | { readonly name: 'permissions'; readonly subscriber: string; readonly organisationId: number };

/** The usage text of these commands. */
export const SUBSCRIBER_USAGE = `  dead-letters list       the events that subscribers could not handle, oldest first
    --subscriber <name>   those of one subscriber
    --limit <number>      at most this many; 100 unless given
  dead-letters replay <id>, or --subscriber <name> for all of one subscriber
                          hand them to their subscriber once more
  dead-letters drop <id>, or --subscriber <name>
                          remove them for good
  subscriber <name> --organisation <number>
                          print what nats-server.conf needs for a new subscriber
  update-stream           give the stream the replicas and the placement of NATS_STREAM_…, and let it take batches
    --dry-run             only say what would change`;

const OPTIONS = {
  subscriber: { type: 'string' },
  limit: { type: 'string' },
  organisation: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

const DEFAULT_LIMIT = 100;
/** The characters that NATS allows in the name of a durable, and that the name of an environment variable can have. */
const SUBSCRIBER = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/**
 * Undefined when the arguments are another command.
 *
 * @throws InvalidCommandError when the arguments make no sense
 */
export function subscriberCommandFrom(args: readonly string[]): SubscriberCommand | undefined {
  const [topic, ...rest] = args;
  if (topic !== 'dead-letters' && topic !== 'subscriber' && topic !== 'update-stream') return undefined;
  const { positionals, values } = parsed(rest);
  const [first, second, ...more] = positionals;
  if (topic === 'update-stream') {
    if (first !== undefined) throw new InvalidCommandError(`Too much: ${first}`);
    return { name: topic, isDryRun: values['dry-run'] === true };
  }
  if (values['dry-run'] !== undefined) throw new InvalidCommandError(`${topic} has no --dry-run.`);
  if (more.length > 0) throw new InvalidCommandError(`Too much: ${more.join(' ')}`);
  if (topic === 'subscriber') {
    if (second !== undefined) throw new InvalidCommandError(`Too much: ${second}`);
    const subscriber = subscriberName(first);
    return { name: 'permissions', subscriber, organisationId: wholeNumber('--organisation', values.organisation) };
  }
  switch (first) {
    case 'list':
      if (second !== undefined) throw new InvalidCommandError(`Too much: ${second}`);
      return {
        name: first,
        subscriber: values.subscriber === undefined ? undefined : subscriberName(values.subscriber),
        limit: values.limit === undefined ? DEFAULT_LIMIT : wholeNumber('--limit', values.limit),
      };
    case 'replay':
    case 'drop':
      if ((second === undefined) === (values.subscriber === undefined)) {
        throw new InvalidCommandError(`dead-letters ${first}: give the id of one, or --subscriber for all of one.`);
      }
      return second === undefined
        ? { name: first, subscriber: subscriberName(values.subscriber) }
        : { name: first, id: wholeNumber('The id', second) };
    default:
      throw new InvalidCommandError('dead-letters: list, replay or drop?');
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new InvalidCommandError((error as Error).message, { cause: error });
  }
}

function subscriberName(text: string | undefined): string {
  if (text !== undefined && SUBSCRIBER.test(text)) return text;
  throw new InvalidCommandError('A subscriber has a name of letters, digits and -, such as organisation-1-crm.');
}

function wholeNumber(field: string, text: string | undefined): number {
  const number = Number(text);
  if (text !== undefined && Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidCommandError(`${field}: must be a whole number from 1.`);
}
