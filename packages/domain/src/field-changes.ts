import type { EcardChange, ProfileChange } from './decision.js';
import { changedFields } from './revision.js';

/** One field's share of a change: what it held and what it holds now. Of a list, only the entries that differ. */
export interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What a change did to each field of one profile, for the history of the customer. Its e-cards are among them; of a
 * password only that it changed.
 */
export function fieldChanges(change: ProfileChange, ecards: readonly EcardChange[] = []): FieldChange[] {
  const customerNumber = (change.after ?? change.before)?.customerNumber;
  const owned = (side: 'before' | 'after') =>
    ecards.flatMap((ecard) => (ecard[side]?.customerNumber === customerNumber ? (ecard[side] ?? []) : []));
  const before: Record<string, unknown> = { ...change.before, ecardOwnerships: owned('before') };
  const after: Record<string, unknown> = { ...change.after, ecardOwnerships: owned('after') };
  return changedFields(change).map((field) => ({
    field,
    ...side('before', onlyIn(before[field], after[field])),
    ...side('after', onlyIn(after[field], before[field])),
  }));
}

function side(name: 'before' | 'after', value: unknown): Partial<FieldChange> {
  return value === undefined ? {} : { [name]: value };
}

/** The value; of a list, the entries that the other list does not have, or nothing when there are none. */
function onlyIn(value: unknown, other: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const others = new Set(Array.isArray(other) ? other.map((entry) => JSON.stringify(entry)) : []);
  const own = value.filter((entry) => !others.has(JSON.stringify(entry)));
  return own.length === 0 ? undefined : own;
}
