import type { ProfileChange } from './decision.js';
import { type Instant, laterOf } from './instant.js';
import type { Profile } from './profile.js';
import { same } from './same.js';

/** The time, the actor and the sales channel of a change. */
export interface Stamp {
  readonly at: Instant;
  readonly changedBy: string;
  readonly changedByChannel: string;
}

/**
 * The profile as it is written: in its next revision, signed by the actor of the change.
 * `changedAt` never decreases, so that its order is also the order of one customer's revisions when the clocks of two
 * servers disagree.
 */
export function stamped(change: ProfileChange, stamp: Stamp): Profile | undefined {
  const { before, after } = change;
  if (after === undefined) return undefined;
  if (before === undefined) return after;
  if (change.isRecordOnly) return after;
  return {
    ...after,
    revision: before.revision + 1,
    changedAt: laterOf(stamp.at, before.changedAt),
    changedBy: stamp.changedBy,
    changedByChannel: stamp.changedByChannel,
  };
}

/** Fields that every write sets or that no caller sees. */
const NOT_REPORTED = new Set([
  ...['revision', 'changedAt', 'changedBy', 'changedByChannel'],
  ...['setAside', 'mergeRecord', 'takenFrom', 'importedMerges'],
]);

/** The names of the fields that differ, in alphabetical order. Names only, no values. */
export function changedFields(change: ProfileChange): string[] {
  const before = (change.before ?? {}) as Record<string, unknown>;
  const after = (change.after ?? {}) as Record<string, unknown>;
  const names: string[] = [];
  if (before !== after) {
    for (const name in after) if (!same(before[name], after[name])) names.push(name);
    for (const name in before) if (!(name in after) && !same(before[name], undefined)) names.push(name);
  }
  for (const name of change.alsoChanged ?? []) if (!names.includes(name)) names.push(name);
  return names.filter((name) => !NOT_REPORTED.has(name)).sort();
}
