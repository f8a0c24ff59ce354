import { join } from 'node:path';
import { besidePnpm } from './pnpm.mjs';
import { ROOT } from './repository.mjs';
import { runCommand } from './run-command.mjs';

const TURBO = join(ROOT, 'node_modules', '.bin', 'turbo');
const ENV = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };
const WORTH_A_LINE_S = 2;

/** Builds every package that has changed; says nothing when none has. */
export async function build({ log }) {
  const { command, args } = besidePnpm(TURBO, ['run', 'build', '--output-logs=errors-only']);
  const { output, seconds } = await runCommand(command, args, { what: 'Building', log, env: ENV });
  const [, cached, total] = /Cached:\s+(\d+) cached, (\d+) total/.exec(output) ?? [];
  if (cached === total && seconds < WORTH_A_LINE_S) return;
  log(`Built (${cached ?? '?'} of ${total ?? '?'} packages unchanged, ${seconds} s).`);
}
