import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../process/free-port.js';
import { waitUntil } from '../process/wait-until.js';
import type { RunningServer, ServerOptions } from '../running-server.js';
import { startMongo } from './start-mongo.js';
import { isPrimary, sendCommand } from './wire.js';

const FAKE = fileURLToPath(new URL('../../fixtures/fake-mongod.mjs', import.meta.url));
const running: RunningServer[] = [];
const newFolder = () => mkdtemp(join(tmpdir(), 'mongo-'));

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(options: Partial<ServerOptions> & Pick<ServerOptions, 'env'>, lines: string[] = []) {
  const server = await startMongo({ dataDir: await newFolder(), log: (line) => lines.push(line), ...options });
  running.push(server);
  return server;
}

/** Nothing on PATH, nothing in the cache, no download. */
async function bareEnv(): Promise<Record<string, string>> {
  return { PATH: await newFolder(), XDG_CACHE_HOME: await newFolder(), MONGOMS_RUNTIME_DOWNLOAD: 'false' };
}

function addressOf({ uri }: RunningServer) {
  return { host: '127.0.0.1', port: Number(new URL(uri).port) };
}

test('with nothing to be had every way is named in order with its reason, and the answer is none, loudly', async () => {
  const lines: string[] = [];
  const server = await start({ env: await bareEnv() }, lines);
  expect(server.kind).toBe('none');
  expect(server.skipped).toEqual([
    { what: 'MONGODB_URI', why: 'MONGODB_URI is not set' },
    { what: 'mongod on PATH', why: 'mongod not on PATH' },
    { what: 'mongodb-memory-server', why: expect.stringContaining('could not find') },
    { what: 'SecantusDB', why: 'SecantusDB needs python3, which is not on PATH' },
  ]);
  expect(lines).toContain('MongoDB: mongod not on PATH');
  expect(lines.at(-1)).toMatch(/^WARNING: .*NOTHING IS KEPT/);
});

test('under CI a missing server is a failure unless none is allowed', async () => {
  const env = { ...(await bareEnv()), CI: 'true' };
  await expect(start({ env })).rejects.toThrow(/no server to be had.*mongod not on PATH/);
  expect((await start({ env, allowNone: true })).kind).toBe('none');
});

test('a given MONGODB_URI is used and left running', async () => {
  const neighbour = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => neighbour.listen(port, '127.0.0.1', resolve));
  const uri = `mongodb://user:secret@127.0.0.1:${port}/?replicaSet=x`;
  const server = await start({ env: { MONGODB_URI: uri } });
  expect(server).toMatchObject({ kind: 'given', uri, skipped: [] });
  await server.stop();
  expect(neighbour.listening).toBe(true);
  await new Promise((resolve) => neighbour.close(resolve));
});

test('a given MONGODB_URI that does not answer is an error without its password, never replaced', async () => {
  const port = await freePort();
  const starting = start({ env: { ...(await bareEnv()), MONGODB_URI: `mongodb://user:secret@127.0.0.1:${port}` } });
  await expect(starting).rejects.toThrow(new Error(`MONGODB_URI is set, but nothing answers at 127.0.0.1:${port}`));
}, 15_000);

test('a mongod on PATH becomes a replica set of one, and again on another port with the same data', async () => {
  const env = await bareEnv();
  const mongod = join(String(env['PATH']), 'mongod');
  await writeFile(mongod, `#!/bin/sh\nexec "${process.execPath}" "${FAKE}" "$@"\n`);
  await chmod(mongod, 0o755);
  const dataDir = await newFolder();
  const first = await start({ env, dataDir });
  expect(first).toMatchObject({ kind: 'mongod', uri: expect.stringMatching(/\/\?replicaSet=devstack$/) });
  await first.stop();
  const second = await start({ env, dataDir });
  expect(second.uri).not.toBe(first.uri);
  expect(await isPrimary(addressOf(second))).toBe(true);
}, 30_000);

test('a mongod that does not start is passed over with what it said', async () => {
  const env = await bareEnv();
  const mongod = join(String(env['PATH']), 'mongod');
  await writeFile(mongod, '#!/bin/sh\necho "cannot open shared object file" >&2\nexit 127\n');
  await chmod(mongod, 0o755);
  const { skipped } = await start({ env });
  expect(skipped[1]?.why).toBe('mongod did not start: cannot open shared object file');
});

test('a download that hangs is given up after seconds, ends with its process and is not tried again at once', async () => {
  let connections = 0;
  let open = 0;
  const silent = createServer((socket) => {
    connections += 1;
    open += 1;
    // Unread, the end of a connection is never noticed.
    socket.resume();
    socket
      .on('error', () => {})
      .on('close', () => {
        open -= 1;
      });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
  const mirror = {
    MONGOMS_RUNTIME_DOWNLOAD: 'true',
    MONGOMS_USE_HTTP: 'true',
    MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}`,
  };
  const env = { ...(await bareEnv()), ...mirror, MONGOMS_VERSION: '8.2.6', MONGOMS_DISTRO: 'debian-12' };
  const startedAt = Date.now();
  const first = await start({ env });
  expect(first.skipped[2]?.why).toBe('mongodb-memory-server: no byte of mongod arrived within 8 s');
  expect(Date.now() - startedAt).toBeLessThan(15_000);
  expect(connections).toBeGreaterThan(0);
  expect(await waitUntil(async () => open === 0, { timeoutMs: 5_000 })).toBe(true);
  const before = connections;
  const second = await start({ env });
  expect(second.skipped[2]?.why).toContain('its download failed less than a day ago');
  expect(connections).toBe(before);
  await new Promise((resolve) => silent.close(resolve));
}, 40_000);

test('the server of this machine answers as primary and keeps its data over kill -9', async ({ skip }) => {
  const dataDir = await newFolder();
  const env = { ...process.env, MONGODB_URI: undefined };
  const first = await start({ env, dataDir });
  if (first.kind === 'none') skip('no MongoDB to be had on this machine');
  const port = addressOf(first).port;
  const inserted = await sendCommand(addressOf(first), { insert: 'things', documents: [{ _id: 1 }], $db: 'kept' });
  expect(inserted).toMatchObject({ ok: 1, n: 1 });
  first.kill?.();
  await first.stop();
  const second = await start({ env, dataDir, port });
  expect(second.uri).toBe(first.uri);
  const found = await sendCommand(addressOf(second), { find: 'things', $db: 'kept' });
  expect(found['cursor'].firstBatch).toEqual([{ _id: 1 }]);
}, 240_000);
