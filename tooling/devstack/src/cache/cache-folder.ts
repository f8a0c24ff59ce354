import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../process/guarded-process.js';

/** Where downloads are kept: outside the repository, so that a fresh clone need not fetch them again. */
export function cacheFolder(env: Environment): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'customer-profiles');
}
