/**
 * Asks mongodb-memory-server for a mongod (from its cache, else by download) and prints where it is.
 *
 * A process of its own, because a hanging download can't be called back: its sockets would keep the asking process
 * alive. This one is simply ended.
 */
import { MongoBinary } from 'mongodb-memory-server-core';

try {
  const path = await MongoBinary.getPath({ downloadDir: process.argv[2] });
  console.log(`\nmongod=${path}`);
} catch (error) {
  // On one line: what went wrong stands in the second one.
  console.log(
    `\nerror=${String(error?.message ?? error)
      .replace(/\s+/g, ' ')
      .slice(0, 250)}`,
  );
  process.exitCode = 1;
}
