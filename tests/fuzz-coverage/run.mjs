// Looks for inputs that break a target, guided by the code that they reach: npm run fuzz -- --help
import { fork } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundled } from './bundle.mjs';
import { watchInputs } from './watch.mjs';

const HELP = `npm run fuzz -- [--target NAME] [--seconds N] [--seed N]

  --target NAME  one of: TARGETS (default: all, one after the other)
  --seconds N    the time for each target (default 60)
  --seed N       the seed of the changes (default: another one each time)

Inputs that reach further go to tests/fuzz-coverage/dist/found/NAME, and the next run begins with them. An input that breaks
the target is written beside that folder. Once the fault is mended, it belongs into tests/fuzz-coverage/corpus/NAME, whose
inputs the unit tests replay.`;

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** An input that takes longer counts as a hang, in milliseconds. */
const HANG_MILLIS = 20_000;

const { values: given } = parseArgs({
  options: {
    target: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  },
});

process.exitCode = await main();

async function main() {
  const targets = (await readdir(join(HERE, 'src', 'targets'))).map((file) => file.replace(/\.ts$/, ''));
  if (given.help) {
    console.log(HELP.replace('TARGETS', targets.join(', ')));
    return 0;
  }
  const chosen = targets.filter((target) => given.target === undefined || target === given.target);
  if (chosen.length === 0) throw new Error(`There is no target ${given.target}: ${targets.join(', ')}.`);
  let isSound = true;
  for (const target of chosen) isSound = (await holds(target)) && isSound;
  return isSound ? 0 : 1;
}

/** Whether no input breaks a target within the time. */
async function holds(target) {
  const file = await bundled(target);
  const seed = given.seed ?? String(Math.floor(Math.random() * 2 ** 32));
  console.log(`${target}: ${given.seconds} s, seed ${seed}`);
  const child = fork(join(HERE, 'fuzz-target.mjs'), [file, target, given.seconds, seed], { stdio: 'inherit' });
  const watch = watchInputs(child, HANG_MILLIS);
  const code = await new Promise((resolve) => child.on('close', resolve));
  watch.end();
  await rm(file, { force: true });
  if (code === 0) return true;
  const input = watch.lastInput();
  if (input === undefined) {
    console.log('It ended before its first input.');
    return false;
  }
  const broken = join(HERE, 'dist', 'found', `${target}-${Date.now()}`);
  await mkdir(join(HERE, 'dist', 'found'), { recursive: true });
  await writeFile(broken, Buffer.from(input, 'base64'));
  console.log(`${code === null ? 'It hangs' : 'It fails'} with the input in ${relative(process.cwd(), broken)}`);
  return false;
}
