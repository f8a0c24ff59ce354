import { build } from './build.mjs';
import { installDependencies } from './install.mjs';
import { checkNodeVersion } from './node-version.mjs';

/**
 * Makes a clone ready to run: the right Node, the dependencies of the lockfile, everything built. Quick when nothing
 * has changed. Throws an error whose message is meant for the reader.
 */
export async function bootstrap({ log }) {
  checkNodeVersion();
  await installDependencies({ log });
  await build({ log });
}
