import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
// @ts-expect-error a script without types
import { watchInputs } from '../watch.mjs';

const HANG_MILLIS = 20_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A process whose inputs use the given part of a core. */
function watched({ usedPart = 1 } = {}) {
  const kill = vi.fn();
  const child = Object.assign(new EventEmitter(), { kill, pid: 1 });
  return { child, kill, watch: watchInputs(child, HANG_MILLIS, () => usedPart * performance.now()) };
}

test('a target may load for as long as it takes', () => {
  const { kill, watch } = watched();
  vi.advanceTimersByTime(10 * HANG_MILLIS);
  watch.end();
  expect(kill).not.toHaveBeenCalled();
  expect(watch.lastInput()).toBeUndefined();
});

test('an input that uses more CPU time than others may ends the process', () => {
  const { child, kill, watch } = watched();
  child.emit('message', { input: 'YQ==' });
  vi.advanceTimersByTime(HANG_MILLIS);
  child.emit('message', { input: 'Yg==' });
  vi.advanceTimersByTime(HANG_MILLIS);
  expect(kill).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_001);
  watch.end();
  expect(kill).toHaveBeenCalledWith('SIGKILL');
  expect(watch.lastInput()).toBe('Yg==');
});

test('a process that waits for the processor does not hang, and one that waits for ever does', () => {
  const { child, kill, watch } = watched({ usedPart: 0.01 });
  child.emit('message', { input: 'YQ==' });
  vi.advanceTimersByTime(9 * HANG_MILLIS);
  expect(kill).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2 * HANG_MILLIS);
  watch.end();
  expect(kill).toHaveBeenCalledWith('SIGKILL');
});
