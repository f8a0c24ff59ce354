// Asks the running adapter whatever its own document allows, and much that it does not, and compares the answers with
// the document. `npm test` runs it with one seed; FUZZ_SEED tries another. Arguments go on to `schemathesis run`.
import { join } from 'node:path';
import { findPython, runCommand } from './built.mjs';
import { schemathesis } from './schemathesis-program.mjs';
import { seed } from './seed.mjs';
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
  try {
    return await fuzz(program, { ...stack, ...(await seed(stack)) });
  } finally {
    await stack.close();
  }
}

function withoutMeans(why) {
  log(why);
  return env.CI === 'true' ? 1 : SKIPPED;
}

async function fuzz({ command, args, env: programEnv }, { adapterUrl, token, uuid }) {
  const { ok, output } = await runCommand({
    command,
    args: [
      ...[...args, '--config-file', join(import.meta.dirname, 'schemathesis.toml')],
      ...['run', `${adapterUrl}/openapi.json`, '--seed', env.FUZZ_SEED ?? SEED, '--no-color'],
      ...process.argv.slice(2),
    ],
    cwd: import.meta.dirname,
    env: { ...programEnv, FUZZ_TOKEN: token, FUZZ_UUID: uuid },
    timeoutMs: TIMEOUT_MS,
  });
  log(output);
  return ok ? 0 : 1;
}
