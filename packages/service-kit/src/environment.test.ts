import { describe, expect, test } from 'vitest';
import { edgeSettingsFrom, edgeVariables } from './edge-environment.js';
import { commonVariables, listenSettingsFrom, readEnvironment } from './environment.js';
import { mongoSettingsFrom, mongoVariables } from './mongo-environment.js';
import { unknownVariables } from './unknown-variables.js';

const COMMON = { ...commonVariables, PORT: commonVariables.PORT.default(3001) };
const drainMillis = (env: Record<string, string>) => listenSettingsFrom(readEnvironment(COMMON, env)).drainMillis;

describe('settings', () => {
  test('a missing setting is named as required, and an invalid one with its reason', () => {
    const read = () => readEnvironment({ ...COMMON, ...mongoVariables }, { PORT: 'x', MONGODB_URI: '' });
    expect(read).toThrow('MONGODB_URI: required, but not set.');
    expect(read).toThrow(/PORT: .*number/);
  });

  test('the drain delay is 5 s in production and 0 elsewhere, unless it is set', () => {
    expect(drainMillis({})).toBe(0);
    expect(drainMillis({ NODE_ENV: 'production' })).toBe(5_000);
    expect(drainMillis({ SHUTDOWN_DRAIN_SECONDS: '1.5' })).toBe(1_500);
    expect(drainMillis({ NODE_ENV: 'production', SHUTDOWN_DRAIN_SECONDS: '0' })).toBe(0);
  });

  test('halves of a pair and files that cannot be read are named', () => {
    const edge = (env: Record<string, string>) => () => edgeSettingsFrom(readEnvironment(edgeVariables, env));
    expect(edge({ TLS_CERT_FILE: 'x' })).toThrow('TLS_CERT_FILE and TLS_KEY_FILE go together');
    expect(edge({ TLS_CERT_FILE: '/nowhere', TLS_KEY_FILE: '/nowhere' })).toThrow(/TLS_CERT_FILE: .*ENOENT/);
    // This file is readable and no certificate.
    const here = new URL(import.meta.url).pathname;
    expect(edge({ TLS_CERT_FILE: here, TLS_KEY_FILE: here })).toThrow('not a certificate in PEM and its private key');
    const mongo = (env: Record<string, string>) => () =>
      mongoSettingsFrom(readEnvironment(mongoVariables, { MONGODB_URI: 'mongodb://db/', ...env }));
    expect(mongo({ MONGODB_USER: 'x' })).toThrow(
      'MONGODB_USER and MONGODB_PASSWORD (or MONGODB_PASSWORD_FILE) go together',
    );
    expect(mongo({ MONGODB_PASSWORD_FILE: '/nowhere' })).toThrow(/MONGODB_PASSWORD_FILE: .*ENOENT/);
    expect(mongo({ MONGODB_PASSWORD: 'x', MONGODB_PASSWORD_FILE: here })).toThrow('exclude each other');
  });
});

describe('unknown variables', () => {
  test.each([
    ['RATE_LIMIT_PER_MINUT', 'RATE_LIMIT_PER_MINUTE'],
    ['MONGODB_URL', 'MONGODB_URI'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['mongodb_uri', 'MONGODB_URI'],
    ['TLS_CERT', 'TLS_CERT_FILE'],
    ['TRACE_LEVEL', undefined],
    ['PROFILES_SERVICE_ADDRESS', 'PROFILES_SERVICE_URL'],
  ])('%s resembles %s', (name, nearest) => {
    const expected = nearest === undefined ? [] : [expect.objectContaining({ name, nearest })];
    expect(unknownVariables({ [name]: 'x' })).toEqual(expected);
  });

  test('variables of the system, of Kubernetes and of other apps are not reported', () => {
    const names = [
      'PATH',
      'HOME',
      'HOSTNAME',
      'PWD',
      'NODE_OPTIONS',
      'NODE_EXTRA_CA_CERTS',
      'SSL_CERT_FILE',
      'npm_config_port',
      'LANG',
    ];
    const kubernetes = ['NATS_SERVICE_HOST', 'NATS_PORT', 'NATS_PORT_4222_TCP_ADDR', 'MONGODB_SERVICE_PORT_MONGODB'];
    const others = [
      'MONGODB_ADMIN_URI',
      'PROFILES_SERVICE_PASSWORD',
      'PURGE_BATCH_SIZE',
      'NATS_URL',
      'OUTBOX_KEPT_DAYS',
    ];
    expect(
      unknownVariables(Object.fromEntries([...names, ...kubernetes, ...others].map((name) => [name, 'x']))),
    ).toEqual([]);
  });
});
