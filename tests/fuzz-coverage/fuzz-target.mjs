// Fuzzes one target in a process of its own, started by run.mjs: an input that hangs ends this process alone.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { coverageOf } from './coverage.mjs';
import { mutated } from './mutate.mjs';

const [file, target, seconds, seed] = process.argv.slice(2);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const FOUND = join(HERE, 'dist', 'found', target);
/** The inputs between two looks at the coverage: a look takes longer than an input. */
const BATCH = 50;
/** The part of these batches that is run again one by one, to see also blocks that are run more often than before. */
const CLOSE_LOOK = 0.02;
/** The time between two lines about the progress, in milliseconds. */
const TELL_MILLIS = 30_000;

const url = pathToFileURL(file).href;
const coverage = await coverageOf(url);
const { fuzz } = await import(url);
const random = randomOf(Number(seed));
const inputs = [];
let executions = 0;

await mkdir(FOUND, { recursive: true });
for (const folder of [join(HERE, 'corpus', target), FOUND]) {
  for (const name of await readdir(folder)) await learn(await readFile(join(folder, name)), { isKnown: true });
}
const started = performance.now();
const until = started + Number(seconds) * 1000;
let told = started;
await coverage.isNew();
while (performance.now() < until) {
  // Inputs are sent while the event loop turns. Without a turn they wait, and run.mjs takes that for a hang.
  await nextTurn();
  const batch = Array.from({ length: BATCH }, () => mutated(inputs, random));
  for (const input of batch) await run(input);
  if (random() < CLOSE_LOOK || (await coverage.hasNewBlock())) for (const input of batch) await learn(input);
  if (performance.now() - told < TELL_MILLIS) continue;
  told = performance.now();
  tell();
}
tell();
process.exit(0);

/** Runs an input, and keeps it if it reaches something new. */
async function learn(input, { isKnown = false } = {}) {
  await run(input);
  if (!(await coverage.isNew()) && !isKnown) return;
  inputs.push(input);
  if (!isKnown) await writeFile(join(FOUND, createHash('sha256').update(input).digest('hex').slice(0, 16)), input);
}

async function run(input) {
  process.send?.({ input: input.toString('base64') });
  executions += 1;
  try {
    await fuzz(input);
  } catch (error) {
    console.log(`${target} does not hold after ${executions} executions: ${error.stack}`);
    process.exit(1);
  }
}

function tell() {
  const { blocks } = coverage;
  const rate = Math.round(executions / ((performance.now() - started) / 1000));
  console.log(`${target}: ${executions} executions, ${rate}/s, ${blocks} blocks reached, ${inputs.length} inputs kept`);
}

/** A source of randomness that a seed determines (mulberry32). */
function randomOf(first) {
  let state = first >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
