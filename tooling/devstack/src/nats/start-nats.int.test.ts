import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../process/free-port.js';
import { runCommand } from '../process/run-command.js';
import { isListening } from '../process/tcp.js';
import type { RunningServer, ServerOptions } from '../running-server.js';
import { NATS_VERSION } from './nats-binaries.js';
import { downloadRelease } from './nats-release.js';
import { startNats } from './start-nats.js';

const FAKE = fileURLToPath(new URL('../../fixtures/fake-nats-server.mjs', import.meta.url));
const running: RunningServer[] = [];
const newFolder = () => mkdtemp(join(tmpdir(), 'nats-'));

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(options: Partial<ServerOptions> & Pick<ServerOptions, 'env'>, lines: string[] = []) {
  const server = await startNats({ dataDir: await newFolder(), log: (line) => lines.push(line), ...options });
  running.push(server);
  return server;
}

async function bareEnv(): Promise<Record<'PATH' | 'XDG_CACHE_HOME', string>> {
  return { PATH: await newFolder(), XDG_CACHE_HOME: await newFolder() };
}

async function putOnPath(folder: string, program: string, script: string): Promise<void> {
  await writeFile(join(folder, program), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, program), 0o755);
}

test('with nothing to be had every way is named in order with its reason, and the answer is none, loudly', async () => {
  const lines: string[] = [];
  const server = await start({ env: await bareEnv() }, lines);
  expect(server.kind).toBe('none');
  expect(server.skipped).toEqual([
    { what: 'NATS_URL', why: 'NATS_URL is not set' },
    { what: 'nats-server on PATH', why: 'nats-server not on PATH' },
    { what: 'the official release', why: 'official release: no pinned checksum for this platform' },
    { what: 'a build with Go', why: 'go not on PATH' },
    { what: "Debian's package", why: 'apt-get and dpkg not on PATH' },
  ]);
  expect(lines.at(-1)).toMatch(/^WARNING: .*WAIT IN THE OUTBOX/);
});

test('under CI a missing server is a failure', async () => {
  await expect(start({ env: { ...(await bareEnv()), CI: 'true' } })).rejects.toThrow(/no server to be had/);
});

test('a failing build and a failing package are passed over with what they said', async () => {
  const env = await bareEnv();
  await putOnPath(env.PATH, 'go', 'echo "requires go >= 1.25" >&2; exit 1');
  await putOnPath(env.PATH, 'apt-get', 'echo "E: Unable to locate package nats-server"; exit 100');
  await putOnPath(env.PATH, 'dpkg', 'exit 1');
  const { skipped } = await start({ env });
  expect(skipped.slice(3).map(({ why }) => why)).toEqual([
    'go install failed: requires go >= 1.25',
    'apt-get download: Unable to locate package nats-server',
  ]);
});

test('a nats-server on PATH is started and ended', async () => {
  const env = await bareEnv();
  await putOnPath(env.PATH, 'nats-server', `exec "${process.execPath}" "${FAKE}" "$@"`);
  const port = await freePort();
  const server = await start({ env, port });
  expect(server).toMatchObject({ kind: 'nats-server', uri: `nats://127.0.0.1:${port}` });
  await server.stop();
  expect(await isListening({ host: '127.0.0.1', port })).toBe(false);
});

test('the official archive is unpacked when its checksum is the pinned one, and refused otherwise', async () => {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const folder = await newFolder();
  const name = `nats-server-${NATS_VERSION}-${platform}`;
  await mkdir(join(folder, name));
  await putOnPath(join(folder, name), 'nats-server', 'exit 0');
  const archive = join(folder, 'archive.tar.gz');
  const args = ['-czf', archive, '-C', folder, name];
  expect((await runCommand({ command: 'tar', args, env: process.env, timeoutMs: 10_000 })).ok).toBe(true);
  const bytes = await readFile(archive);
  const asked: (string | undefined)[] = [];
  const mirror = createServer((request, response) => {
    asked.push(request.url);
    response.end(bytes);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => mirror.listen(port, '127.0.0.1', resolve));
  const release = { origin: `http://127.0.0.1:${port}`, sha256: { [platform]: 'another' } };
  const options = { dataDir: folder, env: { ...process.env, XDG_CACHE_HOME: folder }, log: () => {} };
  await expect(downloadRelease(release, options)).rejects.toThrow(/checksum .* instead of the pinned one/);
  const sha256 = { [platform]: createHash('sha256').update(bytes).digest('hex') };
  const binary = await downloadRelease({ ...release, sha256 }, options);
  expect(await readFile(binary, 'utf8')).toContain('exit 0');
  expect(asked.at(-1)).toBe(`/${NATS_VERSION}/${name}.tar.gz`);
  mirror.closeAllConnections();
  await new Promise((resolve) => mirror.close(resolve));
});

test('the server of this machine offers JetStream', async ({ skip }) => {
  const server = await start({ env: { ...process.env, NATS_URL: undefined } });
  if (server.kind === 'none') skip('no NATS to be had on this machine');
  expect(await isListening({ host: '127.0.0.1', port: Number(new URL(server.uri).port) })).toBe(true);
  expect(server.pid).toBeGreaterThan(0);
}, 360_000);
