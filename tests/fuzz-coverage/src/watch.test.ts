import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
// @ts-expect-error a script without types
import { watchInputs } from '../watch.mjs';

const HANG_MILLIS = 20_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const kill = vi.fn();
  const child = Object.assign(new EventEmitter(), { kill });
  return { child, kill, watch: watchInputs(child, HANG_MILLIS) };
}

test('a target may load for as long as it takes', () => {
  const { kill, watch } = watched();
  vi.advanceTimersByTime(10 * HANG_MILLIS);
  watch.end();
  expect(kill).not.toHaveBeenCalled();
  expect(watch.lastInput()).toBeUndefined();
});

test('an input that takes longer than the others may ends the process', () => {
  const { child, kill, watch } = watched();
  child.emit('message', { input: 'YQ==' });
  vi.advanceTimersByTime(HANG_MILLIS);
  child.emit('message', { input: 'Yg==' });
  vi.advanceTimersByTime(HANG_MILLIS);
  expect(kill).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_001);
  watch.end();
  expect(kill).toHaveBeenCalledWith('SIGKILL');
  expect(watch.lastInput()).toBe('Yg==');
});
