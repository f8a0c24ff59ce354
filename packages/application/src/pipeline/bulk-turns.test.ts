import { expect, test } from 'vitest';
import { BulkTurns } from './bulk-turns.js';

/** Turns on a clock that stands still except in pauses, which are recorded. */
function turnsOnOwnTime() {
  let millis = 0;
  const rests: number[] = [];
  const turns = new BulkTurns({
    now: () => new Date(millis).toISOString(),
    pause: async (rest) => {
      rests.push(rest);
      millis += rest;
    },
  });
  const log: string[] = [];
  const partTaking = (name: string, taken: number) =>
    turns.part(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      millis += taken;
      log.push(`${name} ends`);
    });
  return { turns, rests, log, partTaking };
}

test('alone, parts run as they come and no rest follows', async () => {
  const { rests, log, partTaking } = turnsOnOwnTime();
  await Promise.all([partTaking('a', 10), partTaking('b', 10)]);
  expect([log.slice(0, 2), rests]).toEqual([['a begins', 'b begins'], []]);
});

test('beside another call, parts run one at a time, with a rest of twice their time behind each', async () => {
  const { turns, rests, log, partTaking } = turnsOnOwnTime();
  const ends: (() => void)[] = [];
  const other = turns.other(() => new Promise<void>((resolve) => void ends.push(resolve)));
  await Promise.all([partTaking('a', 10), partTaking('b', 30), partTaking('c', 900)]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(rests).toEqual([20, 60, 200]);
  ends[0]?.();
  await other;
  expect(turns.isShared).toBe(false);
});

test('a part or a call that fails holds up nothing', async () => {
  const { turns, log, partTaking } = turnsOnOwnTime();
  await expect(turns.other(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(turns.isShared).toBe(false);
  await turns.other(async () => {
    await expect(turns.part(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    await partTaking('next', 1);
  });
  expect(log).toEqual(['next begins', 'next ends']);
});
