import type { DuplicatePair } from '@profiles/client';

/** The key of a pair. */
export function pairKey({ customerNumbers }: Pick<DuplicatePair, 'customerNumbers'>): string {
  return customerNumbers.join('/');
}

/** The pairs that are not among those marked as two persons, each once: a pair can stand on two pages when its score changes. */
export function pairsLeft<P extends Pick<DuplicatePair, 'customerNumbers'>>(
  pairs: readonly P[],
  marked: readonly Pick<DuplicatePair, 'customerNumbers'>[],
): P[] {
  const gone = new Set(marked.map(pairKey));
  const left = new Map(pairs.filter((pair) => !gone.has(pairKey(pair))).map((pair) => [pairKey(pair), pair]));
  return [...left.values()];
}
