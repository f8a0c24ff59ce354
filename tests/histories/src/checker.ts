import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, findOnPath, runCommand } from '@profiles/devstack';

const SOURCE = fileURLToPath(new URL('../checker', import.meta.url));
const BUILD_TIMEOUT_MILLIS = 120_000;

/**
 * Builds the program that checks keys.
 *
 * @returns its path, or the reason why it can't be built here
 */
export async function buildChecker(): Promise<{ readonly program: string } | { readonly reason: string }> {
  const go = await findOnPath('go', process.env);
  if (go === undefined) return { reason: 'go is not on PATH' };
  const program = join(cacheFolder(process.env), 'histories-checker', 'checker');
  const built = await runCommand({
    ...{ command: go, args: ['build', '-o', program, '.'], cwd: SOURCE, timeoutMs: BUILD_TIMEOUT_MILLIS },
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  return built.ok ? { program } : { reason: `go build failed: ${built.reason}` };
}
