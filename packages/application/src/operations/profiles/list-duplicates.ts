import { cursorFrom, OPERATIONS, partsOfCursor } from '@profiles/contracts';
import { comparePairs, type DuplicatePair, type Profile, pairsWith } from '@profiles/domain';
import { query, type UseCaseContext } from '../../pipeline/use-case.js';
import type { PairStretch } from '../../ports/duplicate-pairs.js';
import { badCursor } from '../../responses/bad-cursor.js';
import type { Visible } from '../../tenant/visible.js';

/** Reads of stored pairs for one page: pairs that no longer hold are left out, and others take their place. */
const MAX_READS = 3;

export const listDuplicates = query(OPERATIONS.profiles.listDuplicates, async (input, context) => {
  const { minScore, perPage } = input;
  let after = input.cursor === undefined ? undefined : placeAtCursor(input.cursor, minScore);
  if (after === undefined) await context.store.settleDuplicatePairs();
  const items: DuplicatePair[] = [];
  let hasMore = true;
  for (let read = 0; read < MAX_READS && hasMore && items.length < perPage; read += 1) {
    const limit = perPage - items.length;
    const stretch: PairStretch = { minScore, limit: limit + 1, ...(after !== undefined && { after }) };
    const stored = await context.store.duplicatePairs(stretch);
    hasMore = stored.length > limit;
    items.push(...(await stillHolding(context, stored.slice(0, limit), minScore)));
    after = stored[limit - 1] ?? after;
  }
  return {
    value: {
      items: items.sort(comparePairs).map(({ first, second, score, reasons }) => ({
        customerNumbers: [first, second],
        score,
        reasons: [...reasons],
      })),
      ...(hasMore &&
        after !== undefined && { nextCursor: cursorFrom([minScore, after.score, after.first, after.second]) }),
    },
  };
});

/** [DUP-1] The pairs as they are now. A stored pair may be older than the last change of its profiles. */
async function stillHolding(
  { store }: UseCaseContext,
  stored: readonly DuplicatePair[],
  minScore: number,
): Promise<DuplicatePair[]> {
  const numbers = [...new Set(stored.flatMap(({ first, second }) => [first, second]))];
  const found = await store.named({ customerNumbers: numbers });
  const profiles = new Map<number, Visible<Profile>>();
  for (const { found: one } of found) {
    if (one !== undefined && one.requested.status !== 'D') profiles.set(one.requested.customerNumber, one.requested);
  }
  return stored.flatMap(({ first, second }) => {
    const [one, other] = [profiles.get(first), profiles.get(second)];
    const [pair] =
      one === undefined || other === undefined || one.parentId !== undefined ? [] : pairsWith(one, [other]);
    if (one === undefined || other === undefined || pair === undefined || pair.score < minScore) return [];
    for (const profile of [one, other]) store.discloseAsItself(profile);
    return [pair];
  });
}

function placeAtCursor(cursor: string, minScore: number): PairStretch['after'] {
  const [wanted, score, first, second] = partsOfCursor(cursor);
  if (wanted === minScore && [score, first, second].every((part) => typeof part === 'number')) {
    return { score: Number(score), first: Number(first), second: Number(second) };
  }
  const message = 'Expected the nextCursor of a page with the same minScore.';
  throw badCursor(message);
}
