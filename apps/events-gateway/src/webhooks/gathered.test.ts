import { expect, test } from 'vitest';
import { gathered } from './gathered.js';

/** Items that a test lets come. */
function source() {
  const waiting: number[] = [];
  let [hasEnded, failure] = [false, undefined as Error | undefined];
  let taken = 0;
  let wake = () => {};
  async function* items() {
    for (;;) {
      const item = waiting.shift();
      if (item !== undefined) {
        taken += 1;
        yield item;
      } else if (failure !== undefined) throw failure;
      else if (hasEnded) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    items: items(),
    taken: () => taken,
    async come(...more: readonly number[]) {
      waiting.push(...more);
      wake();
      await settled();
    },
    end(error?: Error) {
      [hasEnded, failure] = [true, error];
      wake();
    },
  };
}

/** Lets everything run that waits for nothing. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the first item waits for nothing, and what comes during the work on it goes together', async () => {
  const { items, come, end } = source();
  const groups = gathered(items, 10);
  const first = groups.next();
  await come(1);
  expect((await first).value).toEqual([1]);
  for (const item of [2, 3, 4]) await come(item);
  expect((await groups.next()).value).toEqual([2, 3, 4]);
  const next = groups.next();
  await come(5);
  expect((await next).value).toEqual([5]);
  end();
  expect((await groups.next()).done).toBe(true);
});

test('no more than the limit is taken ahead of the caller', async () => {
  const { items, come, taken, end } = source();
  const groups = gathered(items, 2);
  const first = groups.next();
  await come(1, 2, 3, 4, 5);
  expect((await first).value).toEqual([1]);
  await settled();
  expect(taken()).toBe(3);
  end();
  expect((await groups.next()).value).toEqual([2, 3]);
  await settled();
  expect((await groups.next()).value).toEqual([4, 5]);
  expect((await groups.next()).done).toBe(true);
});

test('a failure comes behind the items before it', async () => {
  const { items, come, end } = source();
  const groups = gathered(items, 10);
  const first = groups.next();
  await come(1);
  await first;
  await come(2);
  end(new Error('gone'));
  await settled();
  expect((await groups.next()).value).toEqual([2]);
  await expect(groups.next()).rejects.toThrow('gone');
});

test('a caller that leaves gets nothing more, and nothing more is taken', async () => {
  const { items, come, taken } = source();
  const groups = gathered(items, 10);
  const first = groups.next();
  await come(1);
  await first;
  await groups.return();
  await come(2, 3, 4);
  expect(taken()).toBeLessThanOrEqual(2);
  expect((await groups.next()).done).toBe(true);
});
