import { findOnPath } from '../process/find-on-path.js';
import type { Environment } from '../process/guarded-process.js';
import { runCommand } from '../process/run-command.js';

/** A python3 that is new enough. `kind` differs where compiled packages of one don't run in the other. */
export type Python = { python: string; kind: string };

// The requirements of Schemathesis and of the example of a subscriber.
const ABOUT_PYTHON = `import sys, sysconfig
print(sysconfig.get_platform(), sys.implementation.cache_tag)
sys.exit(sys.version_info < (3, 10))`;

/** The python3 of this machine, or why there is none to work with. */
export async function findPython(env: Environment): Promise<(Python & { why?: undefined }) | { why: string }> {
  const python = await findOnPath('python3', env);
  if (python === undefined) return { why: 'python3 is not on PATH' };
  const asked = await runCommand({ command: python, args: ['-c', ABOUT_PYTHON], env, timeoutMs: 20_000 });
  return asked.ok ? { python, kind: asked.output.trim() } : { why: 'python3 is older than 3.10' };
}
