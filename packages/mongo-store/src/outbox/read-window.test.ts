import { expect, test } from 'vitest';
import { OutboxHorizon } from './read-window.js';

const at = (millis: number) => ({ occurredAt: new Date(millis) });

test('after a full batch the next one is looked for about as far again', () => {
  const horizon = new OutboxHorizon();
  expect(horizon.until).toBeUndefined();
  horizon.full([at(10_000), at(12_000), at(15_000)]);
  expect(horizon.until).toEqual(new Date(20_000));
});

test('however long nothing happened, a few looks reach the present, and then nothing is left out', () => {
  const horizon = new OutboxHorizon();
  horizon.full([at(0), at(1)]);
  const now = Date.parse('2026-03-01T12:00:00.000Z');
  let looks = 0;
  for (; horizon.until !== undefined; looks += 1) horizon.widen(now);
  expect(looks).toBeLessThan(40);
});
