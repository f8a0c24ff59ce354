import { expect, test } from 'vitest';
import { allowedOriginsFrom, corsVariables, unsafeOrigins } from './cors.js';
import { readEnvironment } from './environment.js';

const read = (CORS_ORIGINS?: string) => readEnvironment(corsVariables, { CORS_ORIGINS });

test('the default allows no origin', () => {
  expect(allowedOriginsFrom(read())).toEqual([]);
});

test('several origins are separated by commas', () => {
  const origins = allowedOriginsFrom(read('https://console.example.com, http://127.0.0.1:3008'));
  expect(origins).toEqual(['https://console.example.com', 'http://127.0.0.1:3008']);
});

test.each([
  '*',
  'null',
  'console.example.com',
  'https://a.example.com/',
  'https://a.example.com/path',
  'https://*.example.com',
])('%s is no origin', (text) => {
  expect(() => read(`https://b.example.com,${text}`)).toThrow('CORS_ORIGINS');
});

test('an origin without TLS is unsafe in production', () => {
  expect(unsafeOrigins(read('https://a.example.com'))).toEqual([]);
  expect(unsafeOrigins(read('https://a.example.com,http://b.example.com'))).toEqual([
    expect.stringContaining('http://b.example.com'),
  ]);
});
