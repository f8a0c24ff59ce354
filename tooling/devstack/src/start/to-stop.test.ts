import { expect, test } from 'vitest';
import { toStop } from './to-stop.js';

test('what was started last is stopped first, and one that fails keeps none running', async () => {
  const stopped: string[] = [];
  const running = toStop();
  running.add(async () => stopped.push('servers'));
  running.add(async () => {
    throw new Error('stuck');
  });
  running.add(async () => stopped.push('apps'));
  await running.stopAll();
  expect(stopped).toEqual(['apps', 'servers']);
});

test('what comes up only after the stop is stopped too, and nothing twice', async () => {
  const stopped: string[] = [];
  const running = toStop();
  running.add(async () => stopped.push('early'));
  await running.stopAll();
  running.add(async () => stopped.push('late'));
  await running.stopAll();
  expect(stopped).toEqual(['early', 'late']);
});
