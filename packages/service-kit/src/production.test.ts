import { describe, expect, test } from 'vitest';
import { unsafeMongoSettings } from './mongo-environment.js';
import { rejectUnsafeSettings, unsafeEdgeSettings, unsafeTokenSettings } from './production.js';

const SAFE = { AUTH_JWKS_URL: 'https://id.example.org/jwks', AUTH_ISSUER: 'https://id.example.org/' };
const MONGO = { MONGODB_DATABASE: 'customer_profiles' };
const OPEN = { tlsElsewhere: false };

describe('production', () => {
  const unsafe = (NODE_ENV: string) => () =>
    rejectUnsafeSettings({ NODE_ENV, TLS_ELSEWHERE: false }, () => ['A_VARIABLE: is not safe.', 'ANOTHER: neither.']);

  test('rejects each unsafe setting by name; other modes accept all', () => {
    expect(unsafe('production')).toThrow(/A_VARIABLE: is not safe\.\n {2}ANOTHER: neither\./);
    expect(unsafe('development')).not.toThrow();
    expect(unsafe('test')).not.toThrow();
  });

  test.each([
    ['keys over http', { ...SAFE, AUTH_JWKS_URL: 'http://id.example.org/jwks' }, /AUTH_JWKS_URL.*https/],
    ['a local token issuer', { ...SAFE, AUTH_JWKS_URL: 'https://127.0.0.1:3004/jwks' }, /AUTH_JWKS_URL.*this machine/],
    ['a local issuer by name', { ...SAFE, AUTH_JWKS_URL: 'https://localhost/jwks' }, /AUTH_JWKS_URL.*this machine/],
    ['the name of a local issuer', { ...SAFE, AUTH_ISSUER: 'http://127.0.0.1:3004' }, /AUTH_ISSUER/],
  ])('%s is a fault', (_what, read, message) => {
    expect(unsafeTokenSettings(read).join('\n')).toMatch(message);
    expect(unsafeTokenSettings(SAFE)).toEqual([]);
  });

  test('TLS is terminated by the app or in front of it', () => {
    expect(unsafeEdgeSettings({}, OPEN)).toHaveLength(1);
    expect(unsafeEdgeSettings({ TLS_CERT_FILE: 'cert.pem' }, OPEN)).toEqual([]);
    expect(unsafeEdgeSettings({}, { tlsElsewhere: true })).toEqual([]);
  });

  test.each([
    ['memory', { MONGODB_URI: 'memory:' }, /keeps nothing/],
    ['no user', { MONGODB_URI: 'mongodb://db:27017/?tls=true' }, /no credentials/],
    ['a known password', { MONGODB_URI: 'mongodb://app:Password@a:1,b:2/?tls=true' }, /well-known/],
    ['another known one', { MONGODB_URI: 'mongodb://db/?tls=true', MONGODB_PASSWORD: 'changeme' }, /well-known/],
    ['no TLS', { MONGODB_URI: 'mongodb://app:kXw83-ls@db/' }, /no TLS/],
  ])('a database with %s is a fault', (_what, read, message) => {
    expect(unsafeMongoSettings({ ...MONGO, ...read }, OPEN).join('\n')).toMatch(message);
  });

  test.each([
    { MONGODB_URI: 'mongodb+srv://app:kXw83-ls@db.example.org/' },
    { MONGODB_URI: 'mongodb://db/?tls=true', MONGODB_USER: 'app', MONGODB_PASSWORD: 'kXw83-ls' },
    { MONGODB_URI: 'mongodb://db/', MONGODB_PASSWORD: 'kXw83-ls', MONGODB_CA_FILE: 'ca.pem' },
  ])('a safe one is none: $MONGODB_URI', (read) => {
    expect(unsafeMongoSettings({ ...MONGO, ...read }, OPEN)).toEqual([]);
  });
});
