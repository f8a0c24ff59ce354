import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole } from './build-console.mjs';
import { ROOT } from './repository.mjs';
import { runCommand } from './run-command.mjs';

const TSC = join(ROOT, 'node_modules', '.bin', 'tsc');
/** Tests run from their sources. `npm test` checks their types. */
const TESTS = 'tsconfig.tests.json';
const WORTH_A_LINE_S = 2;

/**
 * Builds every package that has changed; says nothing when none has. One compiler builds all of them, because a process for
 * each reads the declarations of its dependencies again: on two cores a fresh clone took four times as long.
 */
export async function build({ log }) {
  const { references } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'));
  const projects = references.map(({ path }) => path).filter((path) => path !== TESTS);
  // Side by side: the app of the console is made from sources.
  const [{ seconds }] = await Promise.all([
    runCommand(TSC, ['-b', ...projects], { what: 'Building', log }),
    buildConsole({ log }),
  ]);
  if (seconds >= WORTH_A_LINE_S) log(`Built (${seconds} s).`);
}
