import type { ProfileChange } from './decision.js';
import { type Instant, laterOf } from './instant.js';
import type { Profile } from './profile.js';

/** Who made a change, when, and through which sales channel. */
export interface Stamp {
  readonly at: Instant;
  readonly changedBy: string;
  readonly changedByChannel: string;
}

/**
 * The profile as it will be published: the next revision, signed with who changed it.
 * `changedAt` never runs backwards, so ordering by it also orders one customer's revisions
 * even when two servers' clocks disagree.
 */
export function stamped(change: ProfileChange, stamp: Stamp): Profile | undefined {
  const { before, after } = change;
  if (after === undefined) return undefined;
  if (before === undefined) return { ...after, revision: 1 };
  return {
    ...after,
    revision: before.revision + 1,
    changedAt: laterOf(stamp.at, before.changedAt),
    changedBy: stamp.changedBy,
    changedByChannel: stamp.changedByChannel,
  };
}

/** Fields that every write touches or that no caller sees: they are not news. */
const NOT_NEWS = new Set([
  ...['revision', 'changedAt', 'changedBy', 'changedByChannel'],
  ...['setAside', 'mergeRecord', 'lastPostalAddressId'],
]);

/** The names of the fields that differ, in alphabetical order. Names only: no values leave here. */
export function changedFields(change: ProfileChange): string[] {
  const before = (change.before ?? {}) as Record<string, unknown>;
  const after = (change.after ?? {}) as Record<string, unknown>;
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...(change.alsoChanged ?? [])]);
  // An empty list tells no more than an absent one.
  const textOf = (value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : JSON.stringify(value));
  const differs = (name: string) => change.alsoChanged?.includes(name) || textOf(before[name]) !== textOf(after[name]);
  return [...names].filter((name) => !NOT_NEWS.has(name) && differs(name)).sort();
}
