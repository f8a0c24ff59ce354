import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../../apps/cli/dist/main.js', import.meta.url));

test.skipIf(!existsSync(CLI))('a reader that leaves, as head does, is no error', async () => {
  const command = spawn(process.execPath, [CLI, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  command.stdout.destroy();
  const [notes, [code]] = await Promise.all([text(command.stderr), once(command, 'close')]);
  expect([code, notes]).toEqual([0, '']);
});
