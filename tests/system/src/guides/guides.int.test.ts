import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNats } from '@profiles/devstack';
import { startPublisher } from '@profiles/nats-publisher';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAS_NATS } from '../secured-nats.js';
import { MONGODB_URI, type Stack, startStack } from '../stack.js';
import { openShell } from './shell.js';
import { fileNameOf, patternOf, snippetsOf } from './snippets.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** For one command or output. A loaded machine needs seconds to start a process. */
const TIMEOUT = { timeout: 90_000, interval: 20 };
const FOLDERS = ['docs/quickstart', 'docs/guides'];
/** For people in front of the console: nothing in it is run. */
const WITHOUT_SNIPPETS = ['docs/guides/console.md'];
const PAGES = (
  await Promise.all(
    FOLDERS.map(async (folder) => (await readdir(join(ROOT, folder))).map((file) => `${folder}/${file}`)),
  )
)
  .flat()
  .filter((page) => !WITHOUT_SNIPPETS.includes(page));

/**
 * Differences between a reader and the test: for a reader `npm start` is running already; an installation links the built packages of the
 * repository, whose tarballs have tests of their own; a command of the repository is run by its program.
 */
const PRELUDE = `
npm() {
  case "$1 $2" in
    start*) ;;
    install*) shift; for name in "$@"; do mkdir -p "node_modules/\${name%/*}"; ln -sfn "$(package "$name")" "node_modules/$name"; done ;;
    "run events") shift 3; node "${ROOT}apps/nats-publisher/dist/command-line/main.js" "$@" ;;
    *) command npm "$@" ;;
  esac
}
package() {
  case "$1" in
    @profiles/*) echo "${ROOT}packages/\${1#@profiles/}" ;;
    *) echo "${ROOT}tests/system/node_modules/$1" ;;
  esac
}
`;

describe.skipIf(!HAS_NATS || MONGODB_URI === undefined)(
  'the snippets of the guides, pasted one after the other',
  () => {
    const database = `guides_${randomUUID().slice(0, 8)}`;
    let nats: Awaited<ReturnType<typeof startNats>>;
    let stack: Stack;
    let publisher: Awaited<ReturnType<typeof startPublisher>>;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'profiles-guides-'));
      const { NATS_URL: _, ...env } = process.env;
      [nats, stack] = await Promise.all([
        startNats({ dataDir: folder, env, log: () => {}, allowNone: false }),
        startStack({ database }),
      ]);
      publisher = await startPublisher({
        ...{ host: '127.0.0.1', port: 0, logLevel: 'error', backlogAlarmSeconds: 60 },
        mongo: { uri: MONGODB_URI ?? '', database },
        nats: { servers: nats.uri },
      });
    }, TIMEOUT.timeout);

    afterAll(async () => {
      await publisher?.close();
      await stack?.close();
      await nats?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    /** The addresses of `npm start` are those of the stack under test. */
    function atTheStack(code: string): string {
      const { host } = new URL(nats.uri);
      return code
        .replaceAll('http://127.0.0.1:3004', new URL(stack.jwksUrl).origin)
        .replaceAll('nats://127.0.0.1:4222', `nats://${host}`)
        .replaceAll(
          'for port in 3000 3001 3003',
          `for port in ${apps()
            .map((url) => new URL(url).port)
            .join(' ')}`,
        )
        .replaceAll(/http:\/\/127\.0\.0\.1:(3000|3001|3003)/g, (url) => apps()[ADDRESSES.indexOf(url)] ?? url);
    }
    const ADDRESSES = [3000, 3001, 3003].map((port) => `http://127.0.0.1:${port}`);
    const apps = () => [stack.adapterUrl, stack.serviceUrl, publisher.url];

    async function readersFolder(page: string): Promise<string> {
      const cwd = join(folder, page.replaceAll(/\W/g, '-'));
      await mkdir(join(cwd, '.data', 'env'), { recursive: true });
      const settings = { MONGODB_URI, MONGODB_DATABASE: database, NATS_URL: nats.uri };
      const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`);
      await writeFile(join(cwd, '.data', 'env', 'nats-publisher.env'), lines.join(''));
      return cwd;
    }

    test.each(PAGES)('%s', { timeout: 240_000 }, async (page) => {
      const snippets = snippetsOf(await readFile(join(ROOT, page), 'utf8'));
      expect(snippets.filter(({ language }) => language === 'text').length).toBeGreaterThan(0);
      const cwd = await readersFolder(page);
      const { MONGODB_URI: _, NATS_URL: __, NODE_OPTIONS: ___, ...env } = process.env;
      const shell = await openShell({ cwd, env, prelude: PRELUDE });
      try {
        for (const snippet of snippets) {
          if (snippet.language === 'js') await writeFile(join(cwd, fileNameOf(snippet)), atTheStack(snippet.code));
          if (snippet.language === 'sh') await shell.run(atTheStack(snippet.code));
          if (snippet.language !== 'text') continue;
          const message = `${page}, line ${snippet.line}`;
          await expect.poll(() => shell.output(), { ...TIMEOUT, message }).toMatch(patternOf(snippet));
        }
      } finally {
        await shell.close();
      }
    });
  },
);
