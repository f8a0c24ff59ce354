/** `npm run docs`: the site, served on this machine. `npm run docs -- --build` writes it to tooling/docs/dist. */
import { installDependencies } from './install.mjs';
import { checkNodeVersion } from './node-version.mjs';

try {
  checkNodeVersion();
  await installDependencies({ log: console.log });
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
await import('../docs/site.mjs');
