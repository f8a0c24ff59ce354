// Sends the running adapter requests that its own document allows, and many that it does not, and compares the responses
// with the document. FUZZ_SEED sets another seed, FUZZ_EXAMPLES makes a deep run. Arguments go on to `schemathesis run`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython, runCommand } from './built.mjs';
import { writeExamples } from './examples.mjs';
import { schemathesis } from './schemathesis-program.mjs';
import { startStack } from './stack.mjs';

const SEED = '20260131';
const TIMEOUT_MS = 15 * 60_000;
/** Programs at once: Schemathesis keeps one core busy. */
const PROGRAMS = 2;
/** Runs that the operations are dealt out to. Each start takes three seconds of CPU. */
const PARTS = 4;
/** Without a broker it responds to everything with 503. */
const LIST_EVENTS = 'eventsList';
/** The exit code when this machine can't run the program. */
const SKIPPED = 77;

const env = process.env;
const log = (line) => console.log(line);
process.exitCode = await main();

async function main() {
  const found = await findPython(env);
  if (found.why !== undefined) return withoutMeans(found.why);
  const program = await schemathesis(found, { env, log }).catch((error) => ({ why: error.message }));
  if (program.why !== undefined) return withoutMeans(program.why);
  const stack = await startStack({ env, log });
  if (stack === undefined) return withoutMeans('there is no database server');
  const folder = await mkdtemp(join(tmpdir(), 'profiles-fuzz-examples-'));
  const examples = join(folder, 'examples.json');
  try {
    await writeExamples(stack, examples);
    return await fuzz(program, { ...stack, examples });
  } finally {
    await stack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function withoutMeans(why) {
  log(why);
  return env.CI === 'true' ? 1 : SKIPPED;
}

/** Runs the parts, each by a program of its own. Arguments of the caller select operations themselves: then there is one part. */
async function fuzz(program, stack) {
  const selected = process.argv.slice(2);
  const parts = selected.length > 0 ? [selected] : await partsOf(stack);
  let isTrue = true;
  const work = async () => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      const { ok, output } = await run(program, stack, part);
      log(output);
      isTrue &&= ok;
    }
  };
  await Promise.all(Array.from({ length: PROGRAMS }, work));
  return isTrue ? 0 : 1;
}

/** Chains of calls need all operations. Everything else looks at one operation at a time, and takes longer the more fields it has. */
async function partsOf({ adapterUrl, hasEvents }) {
  const document = await (await fetch(`${adapterUrl}/openapi.json`)).json();
  const operations = Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .filter(({ operationId }) => operationId !== undefined && (hasEvents || operationId !== LIST_EVENTS))
    .toSorted((one, other) => countOf('type', other, document) - countOf('type', one, document));
  const parts = Array.from({ length: PARTS }, (_, part) => [
    ...['--phases', 'examples,coverage,fuzzing'],
    ...operations
      .filter((_operation, index) => index % PARTS === part)
      .flatMap(({ operationId }) => ['--include-operation-id', operationId]),
  ]);
  const left = hasEvents ? [] : ['--exclude-operation-id', LIST_EVENTS];
  return [['--phases', 'stateful', ...left], ...parts];
}

/** How often a keyword stands in what a request of the operation is made of. */
function countOf(keyword, { parameters, requestBody }, document) {
  const count = (node) => {
    if (typeof node !== 'object' || node === null) return 0;
    if (node.$ref !== undefined) return count(at(document, node.$ref));
    return Object.entries(node).reduce((sum, [key, value]) => sum + Number(key === keyword) + count(value), 0);
  };
  return count([parameters, requestBody]);
}

function at(document, ref) {
  return ref
    .split('/')
    .slice(1)
    .reduce((node, key) => node[key], document);
}

function run({ command, args, env: programEnv }, { adapterUrl, token, examples }, part) {
  return runCommand({
    command,
    args: [
      ...[...args, '--config-file', join(import.meta.dirname, 'schemathesis.toml')],
      ...['run', `${adapterUrl}/openapi.json`, '--no-color'],
      ...['--seed', env.FUZZ_SEED ?? SEED],
      // Options of the command line take precedence over schemathesis.toml.
      ...(env.FUZZ_EXAMPLES ? ['--max-examples', env.FUZZ_EXAMPLES] : []),
      ...part,
    ],
    cwd: import.meta.dirname,
    env: { ...programEnv, FUZZ_TOKEN: token, FUZZ_EXAMPLES_FILE: examples },
    timeoutMs: TIMEOUT_MS,
  });
}
