import type { EcardChange, ProfileChange } from './decision.js';
import type { Profile } from './profile.js';
import { changedFields } from './revision.js';

/**
 * The part of a change that one field has: its value before and after. Of a list, only the entries that differ. A field
 * has several parts if its values came from several profiles [ERASE-1].
 */
export interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** The merged profile that the values came from. Absent if they are the profile's own. */
  readonly from?: number;
}

/**
 * The changes of each field of one profile, for the history of the customer. Its e-cards are included. Of a password only
 * the fact is recorded.
 * @param names - the fields of the change, where they are known
 */
export function fieldChanges(
  change: ProfileChange,
  ecards: readonly EcardChange[] = [],
  names: readonly string[] = changedFields(change),
): FieldChange[] {
  return names.flatMap((field) => {
    const before = fieldOn(field, 'before', { change, ecards });
    const after = fieldOn(field, 'after', { change, ecards });
    const [left, right] = [originOf(field, change, 'before'), originOf(field, change, 'after')];
    if (!Array.isArray(before) && !Array.isArray(after) && left === right)
      return single({ field, before, after, left });
    const parts = new Map<number | undefined, Part>();
    add(parts, 'before', { value: before, other: after, origin: left });
    add(parts, 'after', { value: after, other: before, origin: right });
    if (parts.size === 0) return { field };
    return [...parts].map(([from, part]) => ({ field, ...part, ...(from !== undefined && { from }) }));
  });
}

/** The change of a field that is no list and whose values have one origin. */
function single({ field, before, after, left: from }: Part & { field: string; left: number | undefined }): FieldChange {
  const change: { -readonly [K in keyof FieldChange]: FieldChange[K] } = { field };
  if (before !== undefined) change.before = before;
  if (after !== undefined) change.after = after;
  if (from !== undefined && (before !== undefined || after !== undefined)) change.from = from;
  return change;
}

/** The value of a field on one side of a change. The cards of a profile are stored outside it. */
function fieldOn(
  field: string,
  side: Side,
  { change, ecards }: { readonly change: ProfileChange; readonly ecards: readonly EcardChange[] },
): unknown {
  if (field !== 'ecardOwnerships') return (change[side] as Fields | undefined)?.[field];
  const customerNumber = (change.after ?? change.before)?.customerNumber;
  return ecards.flatMap((ecard) => (ecard[side]?.customerNumber === customerNumber ? (ecard[side] ?? []) : []));
}

type Fields = Readonly<Record<string, unknown>>;
type Side = 'before' | 'after';
type Part = { before?: unknown; after?: unknown };

/** The profile that a single value, or an entry without an origin of its own, came from. */
function originOf(field: string, change: ProfileChange, side: Side): number | undefined {
  if (MOVABLE.has(field)) return change.movedFrom;
  const profile: Profile | undefined = change[side];
  // A deactivation moves the email there.
  return profile?.takenFrom?.[field === 'emailOld' ? 'email' : field];
}

const MOVABLE = new Set(['customerAccounts', 'personnelTickets', 'notes', 'preferences', 'ecardOwnerships']);

interface Value {
  readonly value: unknown;
  readonly other: unknown;
  readonly origin: number | undefined;
}

/** Adds a value to the part of the profile it came from; of a list, each entry that the other list does not have. */
function add(parts: Map<number | undefined, Part>, side: Side, { value, other, origin }: Value): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    partOf(parts, origin)[side] = value;
    return;
  }
  const others = new Set(Array.isArray(other) ? other.map(textOf) : []);
  for (const entry of value as unknown[]) {
    if (others.has(textOf(entry))) continue;
    const part = partOf(parts, originOfEntry(entry) ?? origin);
    part[side] = [...((part[side] as unknown[] | undefined) ?? []), shown(entry)];
  }
}

function partOf(parts: Map<number | undefined, Part>, from: number | undefined): Part {
  const part = parts.get(from) ?? {};
  parts.set(from, part);
  return part;
}

function originOfEntry(entry: unknown): number | undefined {
  // An entry of relatedCustomerNumbers: a merged profile's own number.
  if (typeof entry === 'number') return entry;
  return typeof entry === 'object' && entry !== null ? (entry as { mergedFrom?: number }).mergedFrom : undefined;
}

function textOf(entry: unknown): string {
  return JSON.stringify(entry);
}

/** The entry without what no response shows. */
function shown(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return entry;
  const { mergedFrom: _origin, entryId: _identity, ...rest } = entry as Fields;
  return rest;
}

/**
 * [ERASE-1] The changes with the values that came from some profiles removed. The fields stay: the record of what was
 * changed is not theirs.
 */
export function withoutValuesFrom(
  fields: readonly FieldChange[],
  customerNumbers: readonly number[],
): readonly FieldChange[] {
  return fields.map((change) =>
    change.from !== undefined && customerNumbers.includes(change.from) ? { field: change.field } : change,
  );
}

/** The changes with one entry for each field, whichever profiles its values came from. */
export function joinedByField(fields: readonly FieldChange[]): FieldChange[] {
  const byField = new Map<string, FieldChange>();
  for (const { field, from: _origin, ...values } of fields) {
    const joined = byField.get(field);
    byField.set(field, { field, ...joined, ...values, ...bothLists(joined, values) });
  }
  return [...byField.values()];
}

function bothLists(a: Part | undefined, b: Part): Part {
  const joined: Part = {};
  for (const side of ['before', 'after'] as const) {
    const [left, right] = [a?.[side], b[side]];
    if (Array.isArray(left) && Array.isArray(right)) joined[side] = [...left, ...right];
  }
  return joined;
}
