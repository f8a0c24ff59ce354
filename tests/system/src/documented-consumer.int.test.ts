import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAS_NATS, passwordOf, type SecuredNats, startSecuredNats } from './secured-nats.js';

const ROOT = new URL('../../../', import.meta.url);
/** A folder where the imports of the documentation resolve. Builds write there, and nothing in it is committed. */
const FOLDER = new URL('examples/event-consumer/dist/', ROOT);
const TIMEOUT = { timeout: 60_000, interval: 20 };
const CUSTOMER = 1_000_001;

describe.skipIf(!HAS_NATS)(
  'the subscriber in the documentation, on a server with the permissions of deploy/nats',
  () => {
    let nats: SecuredNats;
    const children: ChildProcess[] = [];

    beforeAll(async () => {
      nats = await startSecuredNats();
    }, TIMEOUT.timeout);

    afterAll(async () => {
      for (const child of children) child.kill('SIGKILL');
      await nats?.stop();
    });

    /** Runs a file and returns its output, line by line. */
    function start(file: string) {
      const env = { ...process.env, NATS_URL: nats.uri, NATS_PASSWORD: passwordOf('organisation-1-crm') };
      const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      children.push(child);
      const lines: string[] = [];
      const errors: string[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
      createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
      const ended = once(child, 'close').then(([code, signal]) => signal ?? code);
      return { lines, errors, ended, stop: () => child.kill('SIGTERM') };
    }

    test.each([['README.md'], ['docs/events.md']])(
      '%s: runs as it stands, stops on SIGTERM and goes on',
      async (page) => {
        const file = fileURLToPath(new URL(`${page.replaceAll('/', '-')}.mjs`, FOLDER));
        await writeFile(file, subscriberIn(await readFile(new URL(page, ROOT), 'utf8')));
        try {
          const at = page === 'README.md' ? 0 : 10;
          for (const revision of [1, 2]) await nats.publish(1, CUSTOMER + at, revision);
          const first = start(file);
          await expect.poll(() => first.lines.length, { ...TIMEOUT, message: first.errors.join('\n') }).toBe(2);
          first.stop();
          expect(await first.ended).toBe(0);
          await nats.publish(1, CUSTOMER + at, 3);
          const second = start(file);
          await expect.poll(() => second.lines, TIMEOUT).toHaveLength(1);
          expect(second.lines[0]).toContain(`${CUSTOMER + at} 3`);
          second.stop();
          expect(await second.ended).toBe(0);
          expect([...first.errors, ...second.errors]).toEqual([]);
        } finally {
          await rm(file);
        }
      },
    );
  },
);

/** The code block that creates a consumer. It is valid JavaScript as well. */
function subscriberIn(page: string): string {
  const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  const found = blocks.find((code) => code.includes('createCustomerChangedConsumer({'));
  if (found === undefined) throw new Error('The page shows no subscriber.');
  return found;
}
