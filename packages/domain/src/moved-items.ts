import type { MovableItem } from './profile.js';

/** Moves one item: returns it as it is with its new profile. */
export type Move = <T extends MovableItem>(item: T) => T;

/** Moves items to the target of a merge, where each names the profile that it came from [ERASE-1]. */
export function movingFrom(source: number): Move {
  return (item) => (item.mergedFrom === undefined ? { ...item, mergedFrom: source } : item);
}

/** Moves items back in an unmerge. Those that came from a profile merged into the source keep its number. */
export function movingBackTo(source: number): Move {
  return (item) => {
    if (item.mergedFrom !== source) return item;
    const { mergedFrom: _source, ...own } = item;
    return own as typeof item;
  };
}
