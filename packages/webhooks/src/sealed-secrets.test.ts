import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { SecretNotOpenedError, sealedSecrets, sealingKeysFrom } from './sealed-secrets.js';

const KEY = { id: 'one', key: randomBytes(32) };
const OTHER = { id: 'two', key: randomBytes(32) };

describe('[HOOK-5] sealed secrets', () => {
  test('a secret is of the form of Standard Webhooks, and opens to itself', () => {
    const secrets = sealedSecrets([KEY]);
    const secret = secrets.create();
    expect(() => new Webhook(secret)).not.toThrow();
    const sealed = secrets.seal(secret, 'hook');
    expect(sealed).not.toContain(secret.slice('whsec_'.length));
    expect(secrets.open(sealed, 'hook')).toBe(secret);
    expect(secrets.seal(secret, 'hook')).not.toBe(sealed);
  });

  test('a new key in front seals, and the one before still opens what it sealed', () => {
    const before = sealedSecrets([KEY]).seal('whsec_x', 'hook');
    const rotated = sealedSecrets([OTHER, KEY]);
    expect(rotated.open(before, 'hook')).toBe('whsec_x');
    expect(() => sealedSecrets([KEY]).open(rotated.seal('whsec_y', 'hook'), 'hook')).toThrow(SecretNotOpenedError);
  });

  test('changed, moved to another webhook, or under another key it does not open', () => {
    const secrets = sealedSecrets([KEY]);
    const sealed = secrets.seal('whsec_x', 'hook');
    expect(() => secrets.open(sealed, 'other')).toThrow(SecretNotOpenedError);
    expect(() => secrets.open(`${sealed.slice(0, -2)}AA`, 'hook')).toThrow(SecretNotOpenedError);
    expect(() => secrets.open('v1.one.', 'hook')).toThrow(SecretNotOpenedError);
    expect(() => secrets.open('', 'hook')).toThrow(SecretNotOpenedError);
    expect(() => sealedSecrets([{ ...OTHER, id: 'one' }]).open(sealed, 'hook')).toThrow(SecretNotOpenedError);
  });
});

test('keys are read from text', () => {
  const [one, two] = [randomBytes(32), randomBytes(32)];
  expect(sealingKeysFrom(`b:${two.toString('base64')}, a:${one.toString('base64')}`)).toEqual([
    ...[
      { id: 'b', key: two },
      { id: 'a', key: one },
    ],
  ]);
  for (const text of ['', 'a', 'a:', `a:${randomBytes(16).toString('base64')}`, `${one.toString('base64')}`]) {
    expect(sealingKeysFrom(text), text).toBeUndefined();
  }
  const key = one.toString('base64');
  expect(sealingKeysFrom(`a:${key},a:${key}`)).toBeUndefined();
});
