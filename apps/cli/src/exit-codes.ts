/** The exit codes of the command line. `profiles --help` lists them. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notAllowed: 3,
  refusedRows: 4,
  unreachable: 5,
  interrupted: 130,
} as const;

/** The exit codes with their meaning, for the help. */
export const EXIT_CODES_HELP = `Exit codes:
  0    done
  1    the service refused the call, or the input could not be read
  2    the command, an option or the mapping file is wrong
  3    not signed in, or not allowed
  4    the import is done, and some rows were refused: see the report
  5    the service could not be reached
  130  interrupted; an import goes on with "profiles import resume"`;

/** An error that ends the command with a message and an exit code of its own. */
export class CommandError extends Error {
  override name = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}
