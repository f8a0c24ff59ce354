import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { freePort, startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './crash-world.js';

const mainOf = (app: string) => fileURLToPath(new URL(`../../../apps/${app}/dist/main.js`, import.meta.url));

describe.skipIf(!existsSync(mainOf('openapi-adapter')))('TLS on every port', () => {
  let folder: string;
  let cert: string;
  let files: { cert: string; key: string };
  let issuer: TokenIssuer;
  const ports = { service: 0, adapter: 0, publisher: 0 };
  const apps: ChildProcess[] = [];
  let output = '';

  function start(app: string, env: Record<string, string>): ChildProcess {
    const auth = { AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience };
    const child = spawn(process.execPath, [mainOf(app)], { env: { PATH: process.env['PATH'], ...auth, ...env } });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    apps.push(child);
    return child;
  }

  function newCertificate() {
    return generate([{ name: 'commonName', value: 'localhost' }], {
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
      ],
    } as Parameters<typeof generate>[1]);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profiles-tls-'));
    const pems = await newCertificate();
    cert = pems.cert;
    files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    await writeFile(files.cert, pems.cert);
    await writeFile(files.key, pems.private, { mode: 0o600 });
    issuer = await startTokenIssuer({});
    [ports.service, ports.adapter, ports.publisher] = [await freePort(), await freePort(), await freePort()];
    const tls = { TLS_CERT_FILE: files.cert, TLS_KEY_FILE: files.key };
    start('profiles-service', { ...tls, MONGODB_URI: 'memory:', PORT: String(ports.service) });
    start('openapi-adapter', {
      ...{ ...tls, PORT: String(ports.adapter), PROFILES_SERVICE_URL: `https://localhost:${ports.service}` },
      NODE_EXTRA_CA_CERTS: files.cert,
    });
    // Its servers need not be there.
    start('nats-publisher', {
      ...{ ...tls, PORT: String(ports.publisher) },
      ...{ MONGODB_URI: 'mongodb://127.0.0.1:1/?directConnection=true', NATS_URL: 'nats://127.0.0.1:1' },
    });
    await until(async () => (await ask(ports.adapter, '/readyz')).status === 200, 30);
  }, 60_000);
  afterAll(async () => {
    for (const app of apps) app.kill('SIGKILL');
    await issuer?.close();
    await rm(folder, { recursive: true, force: true });
  });

  function ask(port: number, path: string, headers = {}): Promise<{ status: number; text: string }> {
    return new Promise((resolve) => {
      const call = request({ host: 'localhost', port, path, headers, ca: cert, family: 4 }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      call.on('error', (error) => resolve({ status: 0, text: error.message }));
      call.end();
    });
  }

  test('a partner’s call goes over TLS to the adapter and on to the service', async () => {
    const token = await issuer.mint({ organisationId: 1 });
    const headers = { authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests' };
    const { status, text } = await ask(ports.adapter, '/customers/v2/profiles/1000000', headers);
    expect(status, output).toBe(404);
    expect(JSON.parse(text)).toMatchObject({ errorCode: 617 });
  });

  // Issue 18.10: tokens of administrators go to the publisher's port.
  test('the admin API of the publisher speaks TLS', async () => {
    await until(async () => (await ask(ports.publisher, '/healthz')).status === 200, 30);
    const { status, text } = await ask(ports.publisher, '/replays');
    expect(status, output).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ errorCode: 611 });
  });

  test.each(['service', 'adapter', 'publisher'] as const)('the %s speaks nothing else', async (app) => {
    await expect(fetch(`http://127.0.0.1:${ports[app]}/healthz`)).rejects.toThrow();
  });

  /** The fingerprint of the certificate that an app presents to a new connection. */
  function presented(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.on('error', reject);
    });
  }

  test('a renewed certificate is presented without a restart, and a half-written pair changes nothing', async () => {
    const renewed = await newCertificate();
    const fingerprint = new X509Certificate(renewed.cert).fingerprint256;
    const before = await presented(ports.adapter);
    expect(before).not.toBe(fingerprint);
    const warned = () => output.split('cannot be used').length > 2;
    await writeFile(files.cert, renewed.cert);
    await until(async () => warned(), 20);
    expect(await presented(ports.adapter)).toBe(before);
    await writeFile(files.key, renewed.private);
    for (const port of [ports.service, ports.adapter]) {
      await until(async () => (await presented(port)) === fingerprint, 20);
    }
  });
});
