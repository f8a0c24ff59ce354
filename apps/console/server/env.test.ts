import { expect, test } from 'vitest';
import { configFrom } from './env.js';

const REQUIRED = { CONSOLE_ISSUER: 'https://login.example.com', CONSOLE_SERVICE_URL: 'https://profiles.example.com' };

test('the page is told the origin of the service', () => {
  const env = { ...REQUIRED, CONSOLE_SERVICE_URL: 'https://profiles.example.com/' };
  expect(configFrom(env).browser.serviceUrl).toBe('https://profiles.example.com');
});

test('the page reads the claims that the service reads', () => {
  expect(configFrom(REQUIRED).browser).toMatchObject({
    organisationClaim: 'https://entur.io/organisationID',
    permissionsClaim: 'permissions',
  });
  const env = { ...REQUIRED, AUTH_ORGANISATION_CLAIM: 'tenant', AUTH_PERMISSIONS_CLAIM: 'roles' };
  expect(configFrom(env).browser).toMatchObject({ organisationClaim: 'tenant', permissionsClaim: 'roles' });
});

test.each(['CONSOLE_ISSUER', 'CONSOLE_SERVICE_URL'])('%s is required, and a URL', (name) => {
  expect(() => configFrom({ ...REQUIRED, [name]: '' })).toThrow(name);
  expect(() => configFrom({ ...REQUIRED, [name]: 'javascript:alert(1)' })).toThrow(name);
});

test.each(['CONSOLE_ISSUER', 'CONSOLE_SERVICE_URL'])(
  '%s without TLS is refused in production, also with TLS_ELSEWHERE',
  (name) => {
    const env = { ...REQUIRED, NODE_ENV: 'production', TLS_ELSEWHERE: 'true' };
    expect(() => configFrom(env)).not.toThrow();
    expect(() => configFrom({ ...env, [name]: 'http://a.example.com' })).toThrow(name);
  },
);
