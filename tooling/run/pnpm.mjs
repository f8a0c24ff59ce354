import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './repository.mjs';

/** The pinned version: `packageManager` of package.json. */
export function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return packageManager.replace(/\+.*$/, '');
}

/** The command that runs the pinned pnpm with these arguments: the installed one if it is that very version, else npx. */
export function pnpm(args) {
  const pinned = pinnedPnpm();
  if (`pnpm@${installedVersion()}` === pinned) return { command: 'pnpm', args };
  return { command: 'npx', args: ['--yes', '--package', pinned, '--', 'pnpm', ...args] };
}

function installedVersion() {
  const { stdout } = spawnSync('pnpm', ['--version'], {
    // Not in the repository: there pnpm reads the pin, and another version would fetch it and answer in its name.
    cwd: tmpdir(),
    // Corepack's stand-in for pnpm would otherwise ask, or download.
    env: { ...process.env, COREPACK_ENABLE_NETWORK: '0' },
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 10_000,
  });
  return stdout?.trim();
}
