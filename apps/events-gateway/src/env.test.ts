import { expect, test } from 'vitest';
import { configFrom } from './env.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const SAFE = {
  NODE_ENV: 'production',
  TLS_ELSEWHERE: 'true',
  AUTH_JWKS_URL: 'https://login.example.com/jwks',
  AUTH_ISSUER: 'https://login.example.com/',
  AUTH_AUDIENCE: 'profiles',
  NATS_URL: 'tls://nats:4222',
  NATS_USER: 'events-gateway',
  NATS_PASSWORD: 'kXw83-lsPq7',
  MONGODB_URI: 'mongodb://db/',
  MONGODB_USER: 'events-gateway',
  MONGODB_PASSWORD: 'kXw83-lsPq8',
  WEBHOOK_SECRET_KEYS: `one:${KEY}`,
};

test('a safe production sends webhooks with its own key', () => {
  expect(configFrom(SAFE).webhooks).toMatchObject({ allowPrivate: false, keys: [{ id: 'one' }] });
});

test.each([
  ['webhooks to private addresses', { WEBHOOK_ALLOW_PRIVATE: 'true' }, /WEBHOOK_ALLOW_PRIVATE/],
  ['a database without a user', { MONGODB_USER: '', MONGODB_PASSWORD: '' }, /MONGODB_URI: no credentials/],
  ['a well-known password', { MONGODB_PASSWORD: 'changeme' }, /MONGODB_PASSWORD: a well-known/],
  ['a database without TLS', { TLS_ELSEWHERE: 'false', TLS_CERT_FILE: 'cert.pem' }, /MONGODB_URI: no TLS/],
  ['a page without TLS', { CORS_ORIGINS: 'http://console.example.com' }, /CORS_ORIGINS: http:/],
])('production refuses %s', (_what, unsafe, message) => {
  expect(() => configFrom({ ...SAFE, ...unsafe })).toThrow(message);
});

test('without a database, or without a key, no webhooks are sent in production', () => {
  expect(configFrom({ ...SAFE, MONGODB_URI: '', MONGODB_USER: '', MONGODB_PASSWORD: '' }).webhooks).toBeUndefined();
  expect(configFrom({ ...SAFE, WEBHOOK_SECRET_KEYS: '' }).webhooks).toBeUndefined();
});
