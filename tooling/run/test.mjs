// `npm test`: every check and every test, with one closing line of the real counts.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { ROOT } from './repository.mjs';

/** Checks of the sources, each counted as one test. They run before the tests, which have deadlines. */
const CHECKS = [
  ['format and lint', 'biome', ['check', '.']],
  ['word list', process.execPath, ['tooling/lint/word-list.mjs']],
  ['operations in README.md', process.execPath, ['tooling/generate/operations-table.mjs', '--check']],
  ['nothing unused', 'knip', []],
  [
    'import rules',
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'tooling', 'tests', 'examples'],
  ],
  ['package boundaries', 'turbo', ['boundaries']],
  ['the site, its links and anchors', process.execPath, ['tooling/docs/site.mjs', '--build']],
  ['the rules fire', process.execPath, ['tooling/probes/run.mjs']],
  ['a new operation: two files, four lines', process.execPath, ['tooling/generate/check.mjs']],
];
/** Alone, because it keeps both cores busy. Each day has other seeds; a failure prints its seed and the command that repeats it. */
const SIMULATION = [
  'simulated failures (npm run simulate)',
  process.execPath,
  ['tests/simulation/run.mjs', '--seeds', '20000', '--seconds', '180'],
];
/** First: it writes files that tests read. */
const TYPES = ['types, tests included', 'tsc', ['-b']];
/** Last and alone: it keeps both cores busy, and the tests have deadlines. */
const FUZZ = ['the OpenAPI document is true', process.execPath, ['tests/fuzz/run.mjs']];

/** The exit code of a check that this machine can't run. With CI=true no check uses it. */
const SKIPPED = 77;

const counts = { passed: 0, failed: 0, skipped: 0 };
await bootstrap({ log: (line) => console.log(line) });

// `npm test -- merge`: the tests whose file or name matches, and nothing else.
const [filter] = process.argv.slice(2);
if (filter !== undefined) process.exit(await runMatching(filter));

for (const check of [TYPES, ...CHECKS]) await runCheck(check);
await runTests();
console.log(`  ${(await runCheck(SIMULATION)).split('\n')[0]}`);
await runCheck(FUZZ);

console.log('');
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function runCheck([name, command, args]) {
  const started = Date.now();
  const { code, output } = await run(command, args, { quiet: true });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (code === SKIPPED) {
    console.log(`- ${name}: SKIPPED, ${output.trim().split('\n').at(-1)}`);
    counts.skipped += 1;
    return;
  }
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output);
  counts[code === 0 ? 'passed' : 'failed'] += 1;
  return output;
}

async function runMatching(pattern) {
  const files = await run('vitest', ['list', '--filesOnly', pattern], { quiet: true });
  const byFile = files.output.split('\n').some((line) => line.includes(pattern));
  const { code } = await run('vitest', ['run', ...(byFile ? [pattern] : ['-t', pattern])], { quiet: false });
  return code;
}

async function runTests() {
  const folder = await mkdtemp(join(tmpdir(), 'profiles-report-'));
  const report = join(folder, 'report.json');
  const args = ['run', '--silent=passed-only', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run('vitest', args, { quiet: false });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      await readFile(report, 'utf8'),
    );
    counts.passed += numPassedTests;
    counts.failed += numFailedTests;
    counts.skipped += numPendingTests + numTodoTests;
    // A file that can't be loaded, or an uncaught error, fails the run without failing a test.
    if (code !== 0 && numFailedTests === 0) counts.failed += 1;
  } catch {
    console.log('The test run left no report: it counts as failed.');
    counts.failed += 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a command of this workspace from its root. */
function run(command, args, { quiet }) {
  const bin = command.startsWith('/') ? command : join(ROOT, 'node_modules', '.bin', command);
  return new Promise((resolve) => {
    const child = spawn(bin, args, {
      cwd: ROOT,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NODE_ENV: 'test' },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
