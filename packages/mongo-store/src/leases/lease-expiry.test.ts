import { expect, test } from 'vitest';
import { isExpired } from './lease-expiry.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const TTL = 10_000;

// Issue 18.4: an end beyond now + 2 × ttl counts as expired.
test.each([
  [-3_600_000, true],
  [0, true],
  [1, false],
  [TTL, false],
  [2 * TTL, false],
  [2 * TTL + 1, true],
  [3_600_000, true],
])('a lease that ends in %d ms: expired is %s', (left, expected) => {
  expect(isExpired(new Date(now.getTime() + left), { now, ttlMillis: TTL })).toBe(expected);
});
