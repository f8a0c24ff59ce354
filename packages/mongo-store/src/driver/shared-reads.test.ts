import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedReads } from './shared-reads.js';

/** A source that notes what it was asked, and answers when told to. */
function source({ poisoned = new Set<number>() } = {}) {
  const asked: number[][] = [];
  const release: (() => void)[] = [];
  const answer = (keys: readonly number[]) => {
    asked.push([...keys]);
    return new Promise<string[]>((resolve, reject) => {
      release.push(() => {
        if (keys.some((key) => poisoned.has(key))) reject(new Error('poisoned'));
        else resolve(keys.map((key) => `value ${key}`));
      });
    });
  };
  return {
    asked,
    read: sharedReads<number, string>({ one: async (key) => (await answer([key]))[0] ?? '', many: answer }),
    releaseAll: async () => {
      for (let turn = 0; turn < 20; turn++) {
        for (const go of release.splice(0)) go();
        await nextTurn();
      }
    },
  };
}

describe('shared reads', () => {
  test('those of one turn are asked together; one alone is asked alone', async () => {
    const { asked, read, releaseAll } = source();
    const values = Promise.all([1, 2, 2, 3].map(read));
    await releaseAll();
    expect(await values).toEqual(['value 1', 'value 2', 'value 2', 'value 3']);
    const alone = read(4);
    await releaseAll();
    expect(await alone).toBe('value 4');
    expect(asked).toEqual([[1, 2, 2, 3], [4]]);
  });

  test('what comes while two are under way waits for one of them to end, and is asked together then', async () => {
    const { asked, read, releaseAll } = source();
    const values: Promise<string>[] = [];
    for (const key of [1, 2, 3, 4, 5]) {
      values.push(read(key));
      await nextTurn();
      await nextTurn();
    }
    expect(asked).toEqual([[1], [2]]);
    await releaseAll();
    expect(await Promise.all(values)).toHaveLength(5);
    expect(asked).toEqual([[1], [2], [3, 4, 5]]);
  });

  test('a read is never answered by a question that was asked before it came', async () => {
    let stored = 'before';
    const read = sharedReads<number, string>({
      one: async () => stored,
      many: async (keys) => {
        const seen = stored;
        await nextTurn();
        return keys.map(() => seen);
      },
    });
    const early = Promise.all([read(1), read(1)]);
    await nextTurn();
    stored = 'after';
    const late = Promise.all([read(1), read(1)]);
    expect(await early).toEqual(['before', 'before']);
    expect(await late).toEqual(['after', 'after']);
  });

  test('one that can’t be read fails alone, and the others do not hear of it', async () => {
    const { read, releaseAll } = source({ poisoned: new Set([2]) });
    const outcomes = Promise.allSettled([1, 2, 3].map(read));
    await releaseAll();
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('whatever is asked, whenever, each gets what it would have got alone', async () => {
    const plan = fc.array(fc.record({ key: fc.nat(5), turns: fc.nat(3) }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(5), async (steps, poison) => {
        const { asked, read, releaseAll } = source({ poisoned: new Set([poison]) });
        const values: Promise<string>[] = [];
        for (const { key, turns } of steps) {
          values.push(read(key));
          for (let turn = 0; turn < turns; turn++) await nextTurn();
        }
        const settled = Promise.allSettled(values);
        await releaseAll();
        const got = (await settled).map((one) => (one.status === 'fulfilled' ? one.value : 'refused'));
        expect(got).toEqual(steps.map(({ key }) => (key === poison ? 'refused' : `value ${key}`)));
        expect(Math.max(0, ...asked.map((keys) => keys.length))).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
  });
});
