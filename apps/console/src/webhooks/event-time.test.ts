import { expect, test } from 'vitest';
import { timeOfEvent } from './event-time';

test('the time of an event is the one that its id begins with', () => {
  // The example of RFC 9562, appendix A.6: 2022-02-22 14:22:22 in the time zone -05:00.
  expect(timeOfEvent('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toBe('2022-02-22T19:22:22.000Z');
});

test.each(['7f0e8f4c-7f55-4a9e-9f0b-0d8d3a9c1e57', 'test', ''])('the id %j tells no time', (id) => {
  expect(timeOfEvent(id)).toBeUndefined();
});
