import { spawn } from 'node:child_process';
import { ROOT } from './repository.mjs';

const SAY_AFTER_MS = 1_500;
const SAY_EVERY_MS = 10_000;
const TAIL_LINES = 40;
const KEPT_CHARACTERS = 200_000;

/**
 * Runs a program in the repository's folder and keeps its output to itself, as long as it works. Says so when it
 * takes long. Throws with the end of the output when it fails.
 */
export async function runCommand(command, args, { what, log, env = {} }) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const first = setTimeout(() => log(`${what} …`), SAY_AFTER_MS);
  const ticking = setInterval(() => log(`${what}: ${seconds()} s so far …`), SAY_EVERY_MS);
  const { code, output } = await outcomeOf(command, args, env).finally(() => {
    clearTimeout(first);
    clearInterval(ticking);
  });
  if (code !== 0) throw new Error(`${what} failed (${command} ${args.join(' ')}):\n${tailOf(output)}`);
  return { output, seconds: seconds() };
}

function outcomeOf(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // There npx and pnpm are .cmd files, which only a shell can start.
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (text) => {
      output = (output + text).slice(-KEPT_CHARACTERS);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ code: -1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

function tailOf(output) {
  return output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
