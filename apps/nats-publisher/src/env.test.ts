import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidEnvironmentError } from '@profiles/service-kit';
import { expect, test } from 'vitest';
import { configFrom, serversFrom } from './env.js';

const SAFE = {
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://db.example.org/?replicaSet=rs&tls=true',
  MONGODB_USER: 'nats-publisher',
  MONGODB_PASSWORD: 'a long one of our own',
  NATS_URL: 'tls://nats.example.org:4222',
  NATS_USER: 'publisher',
  NATS_PASSWORD: 'another long one of our own',
};
const ADMIN = {
  AUTH_JWKS_URL: 'https://login.example.org/jwks.json',
  AUTH_ISSUER: 'https://login.example.org/',
  AUTH_AUDIENCE: 'profiles',
};

function tlsFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'publisher-env-'));
  const [TLS_CERT_FILE, TLS_KEY_FILE] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(TLS_CERT_FILE, 'the certificate');
  writeFileSync(TLS_KEY_FILE, 'the key');
  return { TLS_CERT_FILE, TLS_KEY_FILE };
}

// Issue 18.10: production mode refuses the admin API without TLS, since administrators' tokens cross it.
test('production refuses the admin API without TLS, and takes it with TLS here or elsewhere', () => {
  expect(() => configFrom({ ...SAFE, ...ADMIN })).toThrow(InvalidEnvironmentError);
  expect(() => configFrom({ ...SAFE, ...ADMIN })).toThrow('TLS_CERT_FILE');
  // With files it goes on to read them; tls.e2e.test.ts does so with a real certificate.
  expect(() => configFrom({ ...SAFE, ...ADMIN, ...tlsFiles() })).toThrow('not a certificate in PEM');
  expect(configFrom({ ...SAFE, ...ADMIN, TLS_ELSEWHERE: 'true' }).tokens).toBeDefined();
});

test('production needs no TLS where there is no admin API, nor on the command line', () => {
  expect(configFrom(SAFE).tokens).toBeUndefined();
  expect(serversFrom({ ...SAFE, ...ADMIN }).nats.servers).toBe(SAFE.NATS_URL);
});

test('production refuses an admin API whose token issuer is that of the devstack', () => {
  const local = { ...ADMIN, AUTH_JWKS_URL: 'http://127.0.0.1:3004/jwks.json', ...tlsFiles() };
  expect(() => configFrom({ ...SAFE, ...local })).toThrow('AUTH_JWKS_URL');
});

// Issue 19.2: replicas and placement by setting.
test('replicas and placement of the stream are settings, and by default the broker decides', () => {
  expect(configFrom(SAFE).stream).toEqual({ name: 'CUSTOMER_CHANGED', subjectPrefix: 'customer-changed.v1' });
  const placed = { NATS_STREAM_REPLICAS: '3', NATS_STREAM_CLUSTER: 'oslo', NATS_STREAM_TAGS: 'ssd, az:1' };
  expect(configFrom({ ...SAFE, ...placed }).stream).toMatchObject({
    replicas: 3,
    placement: { cluster: 'oslo', tags: ['ssd', 'az:1'] },
  });
  expect(() => configFrom({ ...SAFE, NATS_STREAM_REPLICAS: '2' })).toThrow('NATS_STREAM_REPLICAS');
});
