import { isTooCostly, passwordHashFrom } from '@profiles/contracts';
import { expect, test } from 'vitest';
import { passwords } from './passwords.js';

const HASHES = [
  ['bcrypt $2b$', '$2b$06$ICoONHL53aWOTacdsnNWseQu0H5tpDAzZppe/kEUFVuaxAfuBEbEq'],
  ['bcrypt $2a$', '$2a$06$WBXRiNBRUx7TKIYpz2Gt6u5hkoBy5xjiOH0wnpl9rofYZe6r1qQSW'],
  ['bcrypt $2y$', '$2y$06$ICoONHL53aWOTacdsnNWseQu0H5tpDAzZppe/kEUFVuaxAfuBEbEq'],
  ['argon2id', '$argon2id$v=19$m=8192,t=2,p=2$9hekx8G0yaIUYbI9yz2flQ$+CW8uuUP3uochEowSv+gCJFcI7YkEDTSOaalAWs+aZs'],
  ['argon2i', '$argon2i$v=19$m=8192,t=2,p=1$+WdjRWwRJonwMScBc298JA$lcA+mMsIRDMeLYQRUe/+maFcqRFjvXHVlO3+XWJMMR8'],
  ['argon2d', '$argon2d$v=19$m=8192,t=2,p=1$rhUYYRIPCYV/93yL0cNSuQ$SAxdquanenJiNv4/NgyKsToZyM+fuFtMHgXY3sZsQiY'],
  ['scrypt', '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHQ$gmT3kBJViIHN6YEyrGyEbDU5WnAr6SuWLpsHCm6Hcs8'],
  ['scrypt of passlib', '$scrypt$ln=14,r=8,p=1$qtUaI8T4P+d87z2n1FrL2Q$g6qpqswRG+V9FildFe85R3t+VjKNEO57ePJSmUA1gRY'],
  ['PBKDF2', '$pbkdf2-sha256$i=29000,l=32$c2FsdHNhbHRzYWx0c2FsdA$25NYaVsNObsfZXar49ZUDxNQwL5N2eVgqNw6/t0tZ1k'],
  ['PBKDF2 of passlib', '$pbkdf2-sha256$29000$0XoPwXgPIaT0fm.NEYKwNg$y6b14o52kxlsCnN35n/eaW61u.ZpnNT3Zj84ExMzCT8'],
  [
    'PBKDF2 of passlib with SHA-512',
    '$pbkdf2-sha512$25000$c2FsdHNhbHRzYWx0c2FsdA$1SrH8CIZFB2RYJuW2kz4.BpOon4vnHQfsdehl8X5eqhwjErqG2uyY4lWlvEl/Q.xzeGDU5dRRQID2ttdbhK1ww',
  ],
] as const;

// Made with bcrypt 5.0.0, argon2-cffi 25.1.0, passlib 1.7.4 and hashlib of Python: not with the libraries of this package.
test.each(HASHES)('[HASH-1] %s is verified', async (_name, hash) => {
  const password = 'correct horse battery';
  expect(passwordHashFrom(hash)).toBeDefined();
  expect(await passwords.verify(password, hash)).toBe(true);
  expect(await passwords.verify(`${password}!`, hash)).toBe(false);
  expect(passwords.isOwnForm(hash)).toBe(false);
});

test('a hash that is made here is of the own form', async () => {
  const hash = await passwords.hash('correct horse');
  expect(passwords.isOwnForm(hash)).toBe(true);
  expect(await passwords.verify('correct horse', hash)).toBe(true);
  expect(await passwords.verify('correct horse', undefined)).toBe(false);
});

test.each([
  ['argon2 with padding', '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ=$RdescudvJCsgt3ub+b+dWRWJTmaasdfg'],
  ['argon2 of version 1.0', '$argon2id$v=16$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaasdfg'],
  ['MD5', '5f4dcc3b5aa765d61d8327deb882cf99'],
  ['bcrypt cut off', '$2b$10$J8kJJaJlyap4fxEZAR5H2uI4O0h0fywEMGUJE0bgYvtqmk23SsFS'],
  ['PBKDF2 with SHA-1', '$pbkdf2$131000$c2FsdHNhbHQ$WlkDZhqpWsVQtxCUkIlrLjV8vTw'],
])('[HASH-1] %s is not known', (_name, hash) => {
  expect(passwordHashFrom(hash)).toBeUndefined();
});

test.each([
  ['argon2', '$argon2id$v=19$m=262144,t=12,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaasdfg'],
  ['argon2 with much memory', '$argon2id$v=19$m=1048576,t=1,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaasdfg'],
  ['bcrypt', '$2b$15$J8kJJaJlyap4fxEZAR5H2uI4O0h0fywEMGUJE0bgYvtqmk23SsFSS'],
  ['scrypt', `$scrypt$ln=20,r=8,p=1$c2FsdHNhbHQ$${'A'.repeat(43)}`],
  ['PBKDF2', `$pbkdf2-sha512$i=9000000,l=64$c2FsdHNhbHQ$${'A'.repeat(86)}`],
])('[HASH-1] %s can be too costly', (_name, hash) => {
  const parts = passwordHashFrom(hash);
  expect(parts && isTooCostly(parts)).toBe(true);
});
