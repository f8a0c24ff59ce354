import { Command, CommanderError } from 'commander';
import type { CommandContext } from './commands/context.js';
import { addDoctor } from './commands/doctor.js';
import { addEvents } from './commands/events.js';
import { addExport } from './commands/export.js';
import { addImports } from './commands/imports.js';
import { addLogin } from './commands/login.js';
import { addProfiles } from './commands/profiles.js';
import { addWebhooks } from './commands/webhooks.js';
import { CommandError, EXIT, EXIT_CODES_HELP } from './exit-codes.js';

/** Errors of reading a file or a mapping: their messages alone tell what to do. By name, as packages may exist twice. */
const EXPLAINED = new Map<string, number>([
  ['InvalidMappingError', EXIT.usage],
  ['InvalidHeaderError', EXIT.failed],
  ['InvalidJsonError', EXIT.failed],
  ['InvalidEncodingError', EXIT.failed],
]);

const RESUME = 'The import goes on with "profiles import resume <file>".';

/** Runs one command, and returns the exit code. */
export async function run(args: readonly string[], given: Omit<CommandContext, 'exitWith'>): Promise<number> {
  let exitCode: number = EXIT.ok;
  const context: CommandContext = {
    ...given,
    exitWith: (code) => {
      exitCode = code;
    },
  };
  let isImport = false;
  const program = programOf(context).hook('preAction', (_program, command) => {
    isImport = [command.name(), command.parent?.name()].includes('import');
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explained(error, { ...context, isImport });
  }
}

function programOf(context: CommandContext): Command {
  const program = new Command('profiles')
    .description('The command line of the customer profiles service.')
    .version(context.version)
    .option('--url <origin>', 'address of the REST API; default is PROFILES_URL, then that of "profiles login"')
    .option('--json', 'print the result as JSON')
    .option('--client-name <name>', 'sent as ET-Client-Name: <company>-<application>', 'profiles-cli')
    .option('--changed-by <name>', 'the person that the changes are recorded for; default is the client of the token')
    .option('--patience <seconds>', 'how long calls are repeated while the service is unreachable or overloaded', '300')
    .addHelpText(
      'after',
      `
Environment:
  PROFILES_URL            address of the REST API
  PROFILES_TOKEN          bearer token, in place of "profiles login"
  PROFILES_CLIENT_SECRET  secret of client credentials

${EXIT_CODES_HELP}

First steps:
  $ profiles login --devstack
  $ profiles import customers.csv --suggest-mapping > mapping.yaml
  $ profiles import customers.csv --mapping mapping.yaml`,
    )
    .showHelpAfterError('(--help shows the options)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.out(text.trimEnd()),
      writeErr: (text) => context.terminal.note(text.trimEnd()),
    });
  addLogin(program, context);
  addImports(program, context);
  addExport(program, context);
  addProfiles(program, context);
  addEvents(program, context);
  addWebhooks(program, context);
  addDoctor(program, context);
  return program;
}

interface Failed extends Pick<CommandContext, 'terminal'> {
  /** Whether the command was an import, which can go on. */
  readonly isImport: boolean;
}

function explained(error: unknown, { terminal, isImport }: Failed): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (terminal.signal.aborted) {
    terminal.note(isImport ? `Interrupted. ${RESUME}` : 'Interrupted.');
    return EXIT.interrupted;
  }
  if (error instanceof CommandError) {
    terminal.note(error.message);
    return error.exitCode;
  }
  const { name, message, stack, syscall } = error as NodeJS.ErrnoException;
  const code = EXPLAINED.get(name);
  // The message of a refused system call names its file. Of any other error, the stack says where it comes from.
  const isExplained = code !== undefined || syscall !== undefined;
  terminal.note(isExplained ? message : (stack ?? message));
  return code ?? EXIT.failed;
}
