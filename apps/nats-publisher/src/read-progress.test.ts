import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReadProgress } from './read-progress.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const at = (millis: number) => new Date(millis);

test('a read continues where a full one ended, and at the head after one that reached the end', () => {
  const progress = new ReadProgress(2_000);
  expect(progress.positionFor([1, 2])).toBeUndefined();
  progress.read(at(10));
  expect(progress.positionFor([1, 2])).toEqual(at(10));
  progress.read(at(20));
  expect(progress.positionFor([1, 2])).toEqual(at(20));
  progress.read(undefined);
  expect(progress.positionFor([1, 2])).toBeUndefined();
});

test('it begins at the head again after its time, for other partitions, after a restart, and when it is stuck', () => {
  const progress = new ReadProgress(2_000);
  const continued = () => {
    progress.positionFor([1, 2]);
    progress.read(at(10));
    expect(progress.positionFor([1, 2])).toEqual(at(10));
    progress.read(at(20));
  };
  continued();
  vi.advanceTimersByTime(2_000);
  expect(progress.positionFor([1, 2])).toBeUndefined();
  progress.read(undefined);
  continued();
  expect(progress.positionFor([1, 2, 3])).toBeUndefined();
  progress.read(undefined);
  progress.positionFor([1, 2]);
  progress.restart();
  progress.read(at(10));
  expect(progress.positionFor([1, 2])).toBeUndefined();
  // More events than a page have one time.
  progress.read(at(10));
  expect(progress.positionFor([1, 2])).toEqual(at(10));
  progress.read(at(10));
  expect(progress.positionFor([1, 2])).toBeUndefined();
});
