// Tests the tests: changes the rules one place at a time, and looks whether a test fails. npm run mutations -- --help
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { reportOf } from './report.mjs';

const HELP = `npm run mutations -- [options] [part …]

  rules    the rules: packages/domain
  texts    likeness, spelling and order of names, there
  imports  the rows of an import, there
  tenant   the tenant boundary: packages/application/src/tenant

  --file PATH     only this file, or the files that a pattern matches; can be repeated
  --workers N     processes (default 2)
  --again         uses the results of the last run for what has not changed since`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The part of the mutants of a run that tests have to find. */
const MIN_FOUND_PERCENT = 95;

/** Without examples of their own: the suites of the API call them. */
const IMPORTS = ['import-row', 'import-undo', 'import-update', 'row-faults', 'stored-row'];
/** Text that people write: likeness, spelling and order. */
const TEXTS = ['letters', 'name-likeness', 'search-terms', 'sort-order', 'spellings', 'words', 'collation/*'];
const domainFiles = (names) => names.map((name) => `packages/domain/src/${name}.ts`);

const PARTS = {
  rules: [
    ...['packages/domain/src/*.ts', '!packages/domain/src/index.ts'],
    ...domainFiles([...IMPORTS, ...TEXTS]).map((file) => `!${file}`),
  ],
  texts: domainFiles(TEXTS),
  imports: domainFiles(IMPORTS),
  tenant: ['packages/application/src/tenant/*.ts'],
};

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: 'string', multiple: true },
    workers: { type: 'string', default: '2' },
    again: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

process.exitCode = given.help ? help() : await main();

function help() {
  console.log(HELP);
  return 0;
}

async function main() {
  process.chdir(ROOT);
  const failed = [];
  for (const part of positionals.length > 0 ? positionals : Object.keys(PARTS)) {
    if (!(await isFound(part))) failed.push(part);
  }
  if (failed.length > 0)
    console.log(`Too few mutants are found, or survivors are not explained: ${failed.join(', ')}.`);
  return failed.length > 0 ? 1 : 0;
}

async function isFound(part) {
  const folder = `tests/mutations/dist/${part}`;
  const file = `${folder}/report.json`;
  await mkdir(folder, { recursive: true });
  process.env.MUTATIONS_OF = part;
  await new Stryker({
    packageManager: 'pnpm',
    testRunner: 'vitest',
    plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
    vitest: { configFile: 'tests/mutations/vitest.config.ts', related: false },
    // The compiler has no API that Stryker could rewrite tsconfig.json with, and the sandbox is as deep as the sources.
    tsconfigFile: 'none',
    mutate: [...(given.file ?? PARTS[part]), '!**/*.test.ts'],
    ignorePatterns: ['**/dist'],
    tempDirName: 'tests/mutations/dist/sandbox',
    concurrency: Number(given.workers),
    // Code that runs once, when a module is loaded, would need a process for each mutant.
    ignoreStatic: true,
    // On a busy machine a test takes long, and no mutant may count as found because of that.
    timeoutMS: 30_000,
    incremental: given.again === true,
    incrementalFile: `${folder}/incremental.json`,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: file },
    thresholds: { high: MIN_FOUND_PERCENT, low: MIN_FOUND_PERCENT, break: null },
  }).runMutationTest();
  const { lines, percent, isExplained } = reportOf(JSON.parse(await readFile(file, 'utf8')), part);
  console.log(lines.join('\n'));
  return percent >= MIN_FOUND_PERCENT && isExplained;
}
