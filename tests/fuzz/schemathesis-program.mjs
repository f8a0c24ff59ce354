// Schemathesis, in the folder where the downloads of this project are kept.
import { join } from 'node:path';
import { withPackages } from './built.mjs';

const PACKAGES = { name: 'schemathesis', requirements: join(import.meta.dirname, 'requirements.txt') };

/** Schemathesis as a command, fetched first where it is not in the cache. */
export async function schemathesis(found, options) {
  const env = await withPackages(found, PACKAGES, options);
  return { command: found.python, args: ['-m', 'schemathesis.cli'], env };
}
