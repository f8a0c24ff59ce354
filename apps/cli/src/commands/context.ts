import type { Command } from 'commander';
import { connect, type GlobalOptions } from '../connection.js';
import type { CliEnvironment } from '../env.js';
import type { RestService } from '../rest-service.js';
import type { Terminal } from '../terminal.js';

/** The context of every command. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: CliEnvironment;
  /** The version of the command line. */
  readonly version: string;
  /** Ends the process with this exit code, unless the command fails. */
  exitWith(code: number): void;
}

/** The service that the options of a command name. */
export function serviceOf(
  context: CommandContext,
  command: Command,
  kept: Pick<GlobalOptions, 'changedBy'> = {},
): Promise<RestService> {
  return connect({ ...kept, ...globalsOf(command) }, context.env, context.terminal);
}

/** The options that every command takes. */
export function globalsOf(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>();
}
