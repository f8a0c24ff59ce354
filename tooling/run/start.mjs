/** `npm start`: from a fresh clone to the running system. Everything behind the build is tooling/devstack's. */
import { bootstrap } from './bootstrap.mjs';

try {
  await bootstrap({ log: console.log });
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
// In this process and not in a child: one process less between Ctrl-C, or kill -9, and what has to stop.
await import('../devstack/dist/start.js');
