// Records and checks histories of the real stack: npm run histories -- --help
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const HELP = `npm run histories -- [options]

  --minutes N   the time under failures (default 0.25)
  --seed N      the seed of the calls and failures (default: another one each time)`;

const { values: given } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
});

if (given.help) console.log(HELP);
else process.exitCode = run();

function run() {
  const env = {
    ...process.env,
    ...(given.minutes !== undefined && { HISTORIES_MINUTES: given.minutes }),
    ...(given.seed !== undefined && { HISTORIES_SEED: given.seed }),
  };
  const steps = [
    ['tsc', ['-b']],
    ['vitest', ['run', '--project', 'integration', 'tests/histories']],
  ];
  for (const [command, args] of steps) {
    const { status } = spawnSync('npx', [command, ...args], { stdio: 'inherit', env });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}
