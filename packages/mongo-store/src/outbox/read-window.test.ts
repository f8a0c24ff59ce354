import { expect, test } from 'vitest';
import { ReadWindow } from './read-window.js';

const at = (millis: number) => ({ occurredAt: new Date(millis) });

test('after a full batch the window moves by the time that the batch spans', () => {
  const readWindow = new ReadWindow();
  expect(readWindow.until).toBeUndefined();
  readWindow.full([at(10_000), at(12_000), at(15_000)]);
  expect(readWindow.until).toEqual(new Date(20_000));
});

test('after any time without events a few reads reach the present, and then the window has no limit', () => {
  const readWindow = new ReadWindow();
  readWindow.full([at(0), at(1)]);
  const now = Date.parse('2026-03-01T12:00:00.000Z');
  let looks = 0;
  for (; readWindow.until !== undefined; looks += 1) readWindow.widen(now);
  expect(looks).toBeLessThan(40);
});
