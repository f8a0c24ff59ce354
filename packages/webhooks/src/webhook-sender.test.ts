import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { generate } from 'selfsigned';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test } from 'vitest';
import { createWebhookSender } from './webhook-sender.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const MESSAGE = { id: 'event', body: '{"id":"event"}', secrets: [SECRET] };
const DAY_MILLIS = 24 * 60 * 60 * 1000;
const WITH_PRIVATE = { rules: { allowPrivate: true } };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function sender(settings: Parameters<typeof createWebhookSender>[0]) {
  const created = createWebhookSender(settings);
  closing.push(() => created.close());
  return created;
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.unshift(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

test('a message is signed by each secret', async () => {
  const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const headers: Record<string, string>[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers as Record<string, string>);
    response.writeHead(202).end();
  });
  const url = `http://127.0.0.1:${await portOf(server)}/`;
  expect(await sender(WITH_PRIVATE).send({ ...MESSAGE, url, secrets: [SECRET, other] })).toEqual({ status: 202 });
  for (const secret of [SECRET, other]) {
    expect(new Webhook(secret).verify(MESSAGE.body, headers[0] ?? {})).toEqual({ id: 'event' });
  }
});

// The address is not known before the lookup: a name that leads to this machine is refused at the connection.
test.each(['127.0.0.1', '[::1]', 'localhost'])('[HOOK-4] %s is not connected', async (host) => {
  let connections = 0;
  const server = createServer((_request, response) => response.end());
  server.on('connection', () => {
    connections += 1;
  });
  const url = `http://${host}:${await portOf(server)}/`;
  expect(await sender({ rules: { allowPrivate: false } }).send({ ...MESSAGE, url })).toEqual({
    error: 'address not allowed',
  });
  expect(connections).toBe(0);
});

test('[HOOK-4] a redirect is the result, and is not followed', async () => {
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const url = `http://127.0.0.1:${await portOf(server)}/hook`;
  expect(await sender(WITH_PRIVATE).send({ ...MESSAGE, url })).toEqual({ status: 307 });
  expect(paths).toEqual(['/hook']);
});

interface CertificateOf {
  readonly host?: string;
  /** In days from now. */
  readonly validTo?: number;
}

/** A server with a certificate of its own. */
async function tlsServer({ host = 'localhost', validTo = 1 }: CertificateOf) {
  const now = Date.now();
  const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
    notBeforeDate: new Date(now - 3 * DAY_MILLIS),
    notAfterDate: new Date(now + validTo * DAY_MILLIS),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  let requests = 0;
  const server = createTlsServer({ cert, key }, (_request, response) => {
    requests += 1;
    response.writeHead(204).end();
  });
  return { cert, url: `https://localhost:${await portOf(server)}/`, requests: () => requests };
}

test('a certificate that is not trusted is a failure', async () => {
  const { cert, url, requests } = await tlsServer({});
  expect(await sender(WITH_PRIVATE).send({ ...MESSAGE, url })).toEqual({ error: 'certificate or TLS not accepted' });
  expect(requests()).toBe(0);
  expect(await sender({ ...WITH_PRIVATE, ca: cert }).send({ ...MESSAGE, url })).toEqual({ status: 204 });
});

test.each<[string, CertificateOf]>([
  ['of another host', { host: 'elsewhere.example' }],
  ['that has expired', { validTo: -1 }],
])('a trusted certificate %s is a failure, and nothing is sent', async (_name, certificate) => {
  const { cert, url, requests } = await tlsServer(certificate);
  expect(await sender({ ...WITH_PRIVATE, ca: cert }).send({ ...MESSAGE, url })).toEqual({
    error: 'certificate or TLS not accepted',
  });
  expect(requests()).toBe(0);
});

test('a receiver without a response is a failure after the timeout, and so is one that refuses', async () => {
  const server = createServer(() => undefined);
  const port = await portOf(server);
  const url = `http://127.0.0.1:${port}/`;
  expect(await sender({ ...WITH_PRIVATE, timeoutMillis: 50 }).send({ ...MESSAGE, url })).toEqual({ error: 'timeout' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await sender(WITH_PRIVATE).send({ ...MESSAGE, url })).toEqual({ error: 'connection refused' });
});
