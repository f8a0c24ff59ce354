import { CUSTOMER_CHANGED_TYPES, type CustomerChangedEvent } from '@profiles/contracts/events';
import { type Command, Option } from 'commander';
import { type EventSelection, eventsAfter, newestCursor } from '../event-feed.js';
import { type CommandContext, globalsOf, serviceOf } from './context.js';

interface EventOptions {
  readonly customer?: number;
  readonly type?: (typeof CUSTOMER_CHANGED_TYPES)[number];
  readonly after?: string;
}

/** `events` and its subcommands. */
export function addEvents(program: Command, context: CommandContext): void {
  const events = program.command('events').description('Watch the changes of customers, or read them again');
  const shown = (event: CustomerChangedEvent, isJson: boolean | undefined) =>
    context.terminal.out(isJson === true ? JSON.stringify(event) : lineOf(event));

  withSelection(events.command('tail'))
    .description('Print each change as it comes, beginning now, until it is interrupted')
    .option('--after <cursor>', 'begin after this position instead')
    .action(async (options: EventOptions, command: Command) => {
      const service = await serviceOf(context, command);
      const { json } = globalsOf(command);
      const after = options.after ?? (await newestCursor(service));
      context.terminal.note(`Waiting for events after ${after}. Ctrl-C ends.`);
      for await (const { event } of eventsAfter(service, { after, selection: selectionOf(options), follow: true })) {
        shown(event, json);
      }
    });

  withSelection(events.command('replay'))
    .description('Print the kept changes again, oldest first, and end at the newest one')
    .option('--after <cursor>', 'only changes after this position')
    .addHelpText(
      'after',
      `
The position of the end is printed at last: "profiles events replay --after <cursor>" goes on from there.
Events are kept for at least 30 days. To publish events to NATS again, an operator uses "npm run events -- replay".`,
    )
    .action(async ({ after, ...options }: EventOptions, command: Command) => {
      const service = await serviceOf(context, command);
      const { json } = globalsOf(command);
      let [count, end] = [0, after];
      for await (const { event, cursor } of eventsAfter(service, {
        ...{ after, selection: selectionOf(options), follow: false },
      })) {
        shown(event, json);
        count += 1;
        end = cursor;
      }
      context.terminal.note(`${count} events.${end === undefined ? '' : ` The end is ${end}.`}`);
    });
}

function withSelection(command: Command): Command {
  return command
    .option('--customer <customerNumber>', 'only changes of this customer', Number)
    .addOption(new Option('--type <type>', 'only changes of this type').choices(CUSTOMER_CHANGED_TYPES));
}

function selectionOf({ customer, type }: EventOptions): EventSelection {
  return { ...(customer !== undefined && { customerNumber: customer }), ...(type !== undefined && { type }) };
}

/** One change on one line. It holds no personal data, as the event itself. */
function lineOf({ time, data }: CustomerChangedEvent): string {
  const { eventType, customerNumber, revision, epoch, cause, changedFields } = data;
  return `${time}  ${eventType}  ${customerNumber}  ${epoch}/${revision}  ${cause}  ${changedFields.join(', ')}`.trimEnd();
}
