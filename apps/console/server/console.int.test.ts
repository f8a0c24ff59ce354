import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { RunningApp } from '@profiles/service-kit';
import { request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsole } from './compose.js';

const PAGE = '<!doctype html><title>Console</title><script type="module" src="/assets/app-Ab12.js"></script>';
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(2_000))});`;
const browser = {
  organisationClaim: 'https://entur.io/organisationID',
  permissionsClaim: 'permissions',
  issuer: 'https://login.example.com/realms/staff',
  clientId: 'profiles-console',
  scope: 'openid',
  serviceUrl: 'https://profiles.example.com',
};

let folder: string;
let app: RunningApp;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'assets/app-Ab12.js'), SCRIPT);
  await writeFile(join(folder, 'assets/app-Ab12.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(join(folder, 'assets/app-Ab12.js.gz'), gzipSync(SCRIPT));
  app = await startConsole({ host: '127.0.0.1', port: 0, logLevel: 'silent', browser, webFolder: folder });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

/** undici's request leaves the body as it was sent, so that its encoding can be seen. */
async function read(path: string, headers: Record<string, string> = {}) {
  const response = await request(`${app.url}${path}`, { headers });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: Buffer.from(await response.body.arrayBuffer()),
  };
}

test.each(['/', '/profiles/1000000', '/signed-in?code=1&state=2', '/merge/'])(
  '%s is the page of the app',
  async (path) => {
    const { status, headers, body } = await read(path);
    expect([status, body.toString()]).toEqual([200, PAGE]);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
  },
);

test('the page may load from this server, and call the configured ones, and nothing else', async () => {
  const { headers } = await read('/');
  const policy = String(headers['content-security-policy']).split(';');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).toContain("connect-src 'self' https://login.example.com https://profiles.example.com");
  expect(policy.join()).not.toContain('unsafe');
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'strict-transport-security': expect.stringContaining('max-age='),
  });
});

test.each([
  ['br', 'br, gzip'],
  ['gzip', 'gzip'],
])('a file that the build has compressed is sent with %s, and kept for a year', async (encoding, accepted) => {
  const { status, headers, body } = await read('/assets/app-Ab12.js', { 'accept-encoding': accepted });
  expect([status, headers['content-encoding']]).toEqual([200, encoding]);
  expect(headers['content-type']).toBe('application/javascript; charset=utf-8');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(headers['vary']).toMatch(/accept-encoding/i);
  expect(body.length).toBeLessThan(200);
});

test('a browser that accepts no encoding gets the file as it is', async () => {
  const { headers, body } = await read('/assets/app-Ab12.js');
  expect([headers['content-encoding'], body.toString()]).toEqual([undefined, SCRIPT]);
});

test('/config.json has what the page needs to sign people in', async () => {
  const { status, body } = await read('/config.json');
  expect([status, JSON.parse(body.toString())]).toEqual([200, browser]);
});

test.each([
  [404, '/assets/gone-Cd34.js'],
  [404, '/%2e%2e/%2e%2e/etc/passwd.txt'],
  [400, '/..%2f..%2fpackage.json'],
])('%i for a file that is not one of the app: %s', async (expected, path) => {
  const { status, headers } = await read(path);
  expect(status).toBe(expected);
  expect(headers['content-type']).toContain('application/problem+json');
});

test.each(['/metrics', '/healthz', '/readyz'])('%s is for direct callers, not behind a proxy', async (path) => {
  expect((await read(path)).status).toBe(200);
  expect((await read(path, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(404);
});

test('is ready with the built app, and says what is missing without it', async () => {
  expect((await read('/readyz')).status).toBe(200);
  const empty = await startConsole({ host: '127.0.0.1', port: 0, logLevel: 'silent', browser, webFolder: tmpdir() });
  const response = await fetch(`${empty.url}/readyz`);
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('page')]);
  await empty.close();
});
