import { type InputOf, OPERATIONS } from '@profiles/contracts';
import type { Command } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { printResult } from '../output.js';
import { type CommandContext, globalsOf, serviceOf } from './context.js';

const { profiles } = OPERATIONS;

/** `get`, `find`, `merge`, `unmerge` and `duplicates`. */
export function addProfiles(program: Command, context: CommandContext): void {
  const print = (command: Command, result: unknown) => printResult(context.terminal, globalsOf(command).json, result);
  program
    .command('get <customerNumber>')
    .description('Show a customer. A merged number leads to its survivor')
    .option('--all', 'with e-cards, preferences, personnel tickets and notes, also when it is deactivated')
    .action(async (number: string, { all }: { all?: boolean }, command: Command) => {
      const included = {
        includeECards: true,
        includePreferences: true,
        includePersonnelTicket: true,
        includeNotes: true,
      };
      const input = { customerNumber: customerNumber(number), ...(all && { ...included, includeDeleted: true }) };
      print(command, await (await serviceOf(context, command)).call(profiles.get, input));
    });
  addFind(program, context);
  program
    .command('merge <survivor> <merged>')
    .description('Merge a customer into another one')
    .option('--preview', 'show what would move and what conflicts, and write nothing')
    .option('--fill-blanks', 'fill fields that the survivor lacks')
    .action(async function merge(this: Command, survivor: string, merged: string) {
      const options = this.opts<MergeOptions>();
      const service = await serviceOf(context, this);
      const [target, source] = [customerNumber(survivor), customerNumber(merged)];
      const fillBlanks = options.fillBlanks === true ? { fillBlanks: true } : {};
      const result = options.preview
        ? service.call(profiles.previewMerge, { customerNumber: target, sourceCustomerNumber: source, ...fillBlanks })
        : service.call(profiles.merge, { customerNumber: target, pticketCustomerNumber: source, ...fillBlanks });
      print(this, await result);
    });
  program
    .command('unmerge <survivor> <merged>')
    .description('Undo a merge')
    .action(async function unmerge(this: Command, survivor: string, merged: string) {
      const service = await serviceOf(context, this);
      const input = { customerNumber: customerNumber(survivor), mergedCustomerNumber: customerNumber(merged) };
      print(this, await service.call(profiles.unmerge, input));
    });
  program
    .command('duplicates [customerNumber]')
    .description('List the likely duplicates of a customer, or of the whole organisation, the best pairs first')
    .option('--min-score <number>', 'the lowest score of the pairs of an organisation, from 0 to 1')
    .option('--limit <number>', 'maximum number of pairs of an organisation', '20')
    .action(async (number: string | undefined, options: DuplicateOptions, command: Command) => {
      const service = await serviceOf(context, command);
      if (number !== undefined) {
        return print(
          command,
          await service.call(profiles.suggestDuplicates, { customerNumber: customerNumber(number) }),
        );
      }
      const minScore = options.minScore === undefined ? {} : { minScore: Number(options.minScore) };
      print(command, await service.call(profiles.listDuplicates, { perPage: Number(options.limit), ...minScore }));
    });
}

interface MergeOptions {
  readonly preview?: boolean;
  readonly fillBlanks?: boolean;
}

interface DuplicateOptions {
  readonly minScore?: string;
  readonly limit: string;
}

/** `find` has an option for each criterion of the operation. */
function addFind(program: Command, context: CommandContext): void {
  const find = program
    .command('find')
    .description('Find customers. All given criteria must match')
    .addHelpText('after', '\nExample:\n  $ profiles find --surname Nordmann --post-code 0155 --json');
  for (const [name, field] of Object.entries(profiles.find.input.shape)) {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const isFlag = name.startsWith('include');
    find.option(isFlag ? flag : `${flag} <value>`, field.meta()?.description ?? '');
  }
  find.action(async (criteria: Record<string, string | boolean>, command: Command) => {
    const service = await serviceOf(context, command);
    // Values of a query are texts; the service reads them.
    const input = criteria as unknown as InputOf<typeof profiles.find>;
    printResult(context.terminal, globalsOf(command).json, await service.call(profiles.find, input));
  });
}

function customerNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new CommandError(`"${text}" is no customer number.`, EXIT.usage);
}
