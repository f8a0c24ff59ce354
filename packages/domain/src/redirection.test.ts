import { describe, expect, test } from 'vitest';
import { isMerged, refusalOfWrite, relatedAfterMerge, survivorNumberOf } from './redirection.js';
import { aProfile } from './testing/given.js';

const survivor = aProfile({ customerNumber: 3, relatedCustomerNumbers: [1, 2] });
const merged = aProfile({ customerNumber: 2, status: 'P', parentId: 3, relatedCustomerNumbers: [1] });

describe('redirection', () => {
  test('[REDIR-1] a survivor answers to its own number and to all that were merged into it', () => {
    expect([1, 2, 3, 4].filter((number) => survivorNumberOf(survivor, number))).toEqual([1, 2, 3]);
  });

  test('[REDIR-3] a merged profile answers to no number, not even to those it had taken in', () => {
    expect([1, 2, 3].filter((number) => survivorNumberOf(merged, number))).toEqual([]);
  });

  test('[REDIR-3] a deactivated or resting survivor still answers', () => {
    expect(survivorNumberOf({ ...survivor, status: 'D' }, 1)).toBe(true);
    expect(survivorNumberOf({ ...survivor, status: 'P' }, 3)).toBe(true);
  });

  test('a profile at rest was not merged', () => {
    expect(isMerged(aProfile({ status: 'P' }))).toBe(false);
    expect(isMerged(merged)).toBe(true);
  });

  test('[MERGE-1] the target gains the source’s number and all that had been merged into it, each once', () => {
    const source = aProfile({ customerNumber: 5, relatedCustomerNumbers: [4, 1] });
    expect(new Set(relatedAfterMerge(source, survivor))).toEqual(new Set([1, 2, 4, 5]));
    expect(relatedAfterMerge(source, survivor)).toHaveLength(4);
  });
});

describe('writes', () => {
  test('[REDIR-4] a write to a merged profile is refused (601), naming the survivor', () => {
    expect(refusalOfWrite(merged, survivor)).toMatchObject({ code: 601, details: { survivor: 3 } });
  });

  test('[DEL-1] a write to a deactivated profile is refused as unknown (617)', () => {
    const gone = aProfile({ status: 'D' });
    expect(refusalOfWrite(gone, gone)).toMatchObject({ code: 617, details: {} });
  });

  test('[REDIR-3] a merged profile whose survivor is deactivated answers as that one does (617)', () => {
    expect(refusalOfWrite(merged, { ...survivor, status: 'D' })).toMatchObject({ code: 617 });
  });

  test('an active profile and one at rest may be written to', () => {
    for (const profile of [aProfile(), aProfile({ status: 'P' })]) {
      expect(refusalOfWrite(profile, profile)).toBeUndefined();
    }
  });
});
