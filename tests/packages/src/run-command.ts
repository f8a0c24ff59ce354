import { execFile, spawn } from 'node:child_process';

interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command and returns what it printed. @throws Error with the output when it fails */
export function run(command: string, args: readonly string[], { cwd, env = {} }: CommandOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error }));
    });
  });
}

/** Runs a program of Node.js until its output matches, and ends it. @throws Error with the output when it ends before */
export function untilPrinted(
  pattern: RegExp,
  args: readonly string[],
  { cwd, env = {} }: CommandOptions,
): Promise<void> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (!pattern.test(output)) return;
      child.kill('SIGKILL');
      resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', () => reject(new Error(`The program ended without printing ${pattern}:\n${output}`)));
  });
}
