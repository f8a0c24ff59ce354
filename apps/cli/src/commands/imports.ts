import { OPERATIONS } from '@profiles/contracts';
import type { Command } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { continued, prepare } from '../import/run-import.js';
import { openStateOf } from '../import/state-file.js';
import { printResult, tableOf } from '../output.js';
import { type CommandContext, globalsOf, serviceOf } from './context.js';
import { addImportFile, type KeptOptions, readOptionsOf, report } from './import-file.js';

/** `import` and its subcommands. */
export function addImports(program: Command, context: CommandContext): void {
  const imports = program.command('import').description('Import a file, resume or undo an import');
  addImportFile(imports, context);
  imports
    .command('status [importId]')
    .description('Show an import, or list the imports of the organisation, the newest first')
    .action(async (importId: string | undefined, _options: object, command: Command) => {
      const service = await serviceOf(context, command);
      const { json } = globalsOf(command);
      if (importId !== undefined) {
        return printResult(context.terminal, json, await service.call(OPERATIONS.imports.get, { importId }));
      }
      const { items } = await service.call(OPERATIONS.imports.list, {});
      if (json) return printResult(context.terminal, json, items);
      const rows = items.map(({ id, name, state, dryRun, createdAt, counts }) => [
        ...[id, name, dryRun ? 'dry run' : state, createdAt],
        ...[counts.created, counts.updated, counts.refused],
      ]);
      context.terminal.out(tableOf(['id', 'name', 'state', 'created', 'created rows', 'updated', 'refused'], rows));
    });
  imports
    .command('resume <file>')
    .description(
      'Go on with an interrupted import of a file. Each row has its effect once, whenever it was interrupted',
    )
    .option('--import <id>', 'the import, when there are several of this file')
    .action(async (file: string, { import: id }: { import?: string }, command: Command) => {
      const state = await openStateOf(file, id);
      const options = state.options as unknown as KeptOptions;
      const { changedBy } = options;
      const service = await serviceOf(context, command, changedBy === undefined ? {} : { changedBy });
      const prepared = await prepare(file, await readOptionsOf(options));
      const outcome = await continued(service, prepared, { state, terminal: context.terminal });
      report(context, { isJson: globalsOf(command).json === true, outcome, prepared });
    });
  imports
    .command('undo <importId>')
    .description('Take an import back: remove the customers that it created and restore those that it updated')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      '\nCustomers that were changed since, or have signed in since, are kept and counted as kept. An undo that was interrupted\ngoes on when it is repeated.',
    )
    .action(async (importId: string, { yes }: { yes?: boolean }, command: Command) => {
      const service = await serviceOf(context, command);
      const { name, counts } = await service.call(OPERATIONS.imports.get, { importId });
      const question = `Remove the ${counts.created} customers that ${name ?? importId} created, and restore the ${counts.updated} that it updated?`;
      if (!yes && !(await context.terminal.confirm(question))) {
        throw new CommandError('Nothing was taken back. Confirm the question, or give --yes.', EXIT.usage);
      }
      printResult(context.terminal, globalsOf(command).json, await service.call(OPERATIONS.imports.undo, { importId }));
    });
}
