import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs commands one after the other in one shell, as a reader who pastes them. */
export interface Shell {
  /**
   * Returns when the command has ended.
   *
   * @throws an error with the output when it fails.
   */
  run(command: string): Promise<void>;
  /** Everything that was printed since the last command began, that of processes in the background included. */
  output(): string;
  close(): Promise<void>;
}

/** The functions that stand for what a reader has and the test does not: see guides.int.test.ts. */
interface ShellOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Commands before those of the page. */
  readonly prelude: string;
}

/** Starts the shell. `set -m` gives it jobs (`kill %1`), as a terminal has them. */
export async function openShell({ cwd, env, prelude }: ShellOptions): Promise<Shell> {
  const child = spawn('bash', ['--noprofile', '--norc'], { cwd, env, stdio: 'pipe', detached: true });
  const ended = once(child, 'close');
  let isOpen = true;
  let printed = '';
  let commands = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  ended.then(() => {
    isOpen = false;
  });
  const run = async (command: string) => {
    commands += 1;
    const mark = `--- end of command ${commands} ---`;
    printed = '';
    child.stdin.write(`${command}\necho '${mark}'\n`);
    while (!printed.includes(mark)) {
      if (!isOpen) throw new Error(`The shell ended in:\n${command}\n${printed}`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
    printed = printed.replace(`${mark}\n`, '');
  };
  await run(`set -e -o pipefail -m\n${prelude}`);
  return {
    run,
    output: () => printed,
    async close() {
      child.stdin.end('for job in $(jobs -p); do kill -9 -$job; done 2> /dev/null; exit 0\n');
      await ended;
    },
  };
}
