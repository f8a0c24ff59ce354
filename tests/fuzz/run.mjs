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
/** What this program ends with when there is nothing to run it with. */
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

async function fuzz({ command, args, env: programEnv }, { adapterUrl, token, examples }) {
  const { ok, output } = await runCommand({
    command,
    args: [
      ...[...args, '--config-file', join(import.meta.dirname, 'schemathesis.toml')],
      ...['run', `${adapterUrl}/openapi.json`, '--no-color'],
      ...['--seed', env.FUZZ_SEED ?? SEED],
      // Options of the command line take precedence over schemathesis.toml.
      ...(env.FUZZ_EXAMPLES ? ['--max-examples', env.FUZZ_EXAMPLES] : []),
      ...process.argv.slice(2),
    ],
    cwd: import.meta.dirname,
    env: { ...programEnv, FUZZ_TOKEN: token, FUZZ_EXAMPLES_FILE: examples },
    timeoutMs: TIMEOUT_MS,
  });
  log(output);
  return ok ? 0 : 1;
}
