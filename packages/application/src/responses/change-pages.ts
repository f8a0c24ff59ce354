import { type ProfilesError, partsOfCursor } from '@profiles/contracts';
import type { ChangePlace, ChangeRecord, ChangeStretch } from '../ports/change-records.js';
import { badCursor } from './bad-cursor.js';
import type { toChangeResponse } from './change-response.js';

/** Maximum characters of JSON in one page, unless its first item alone is longer. */
export const MAX_PAGE_CHARACTERS = 1_000_000;
/** A change that is longer, in characters of JSON, is divided into several items. */
const MAX_ITEM_CHARACTERS = 250_000;

type ChangeResponse = ReturnType<typeof toChangeResponse>;
type FieldResponse = ChangeResponse['fields'][number];

/** The position in a history at which a page begins: behind a change, or within a divided one. */
export interface ChangePosition {
  readonly after: ChangePlace;
  /** The number of items of the change at `after` that earlier pages have shown; absent when all of them were. */
  readonly shown?: number;
}

export interface ChangePage {
  readonly items: readonly ChangeResponse[];
  /** The parts of the cursor of the next page. Absent on the last page. */
  readonly next?: readonly unknown[];
}

interface PageOptions {
  readonly position: ChangePosition | undefined;
  readonly maxItems: number;
  readonly maxCharacters: number;
  readonly read: (stretch: ChangeStretch) => Promise<readonly ChangeRecord[]>;
  readonly respond: (record: ChangeRecord) => ChangeResponse;
}

/**
 * Reads one page of a history, bounded in items and in length. It holds one item at least, so that a walk over the pages ends.
 * A change with very long lists is divided into items of the same id, each with a part of the entries.
 */
export async function pageOfChanges(options: PageOptions): Promise<ChangePage> {
  const { position, maxItems, maxCharacters, read, respond } = options;
  const isDivided = position?.shown !== undefined;
  // The page begins with the divided change itself: the place before it is that of a lower customer number.
  const after = isDivided
    ? { ...position.after, customerNumber: (position.after.customerNumber ?? 0) - 1 }
    : position?.after;
  const stretch = { limit: maxItems + 1, maxCharacters, ...(after !== undefined && { after }) };
  const records = await read(stretch);
  const items: ChangeResponse[] = [];
  let characters = 0;
  let last: ChangeRecord | undefined;
  for (const [index, record] of records.entries()) {
    const parts = divided(respond(record));
    for (let part = index === 0 ? (position?.shown ?? 0) : 0; part < parts.length; part++) {
      const item = parts[part] as ChangeResponse;
      characters += charactersOf(item);
      const isFull = items.length === maxItems || characters > maxCharacters;
      if (items.length > 0 && isFull)
        return { items, next: part === 0 && last ? placeOf(last) : [...placeOf(record), part] };
      items.push(item);
    }
    last = record;
  }
  return { items };
}

/**
 * Reads a position from the parts of a cursor.
 * @throws ProfilesError 400
 */
export function changePositionFrom(cursor: string | readonly unknown[]): ChangePosition {
  const [at, revision, customerNumber, shown] = typeof cursor === 'string' ? partsOfCursor(cursor) : cursor;
  const isShown = shown === undefined || (Number.isSafeInteger(shown) && Number(shown) > 0);
  if (typeof at === 'string' && Number.isSafeInteger(revision) && Number.isSafeInteger(customerNumber) && isShown) {
    const after = { at, revision: Number(revision), customerNumber: Number(customerNumber) };
    return { after, ...(shown !== undefined && { shown: Number(shown) }) };
  }
  throw unknownCursor('a list of changes');
}

export function unknownCursor(of: string): ProfilesError {
  return badCursor(`Not a nextCursor of ${of}. Begin again without a cursor.`);
}

export function charactersOf(value: unknown): number {
  return JSON.stringify(value).length;
}

function placeOf({ at, revision, customerNumber }: ChangeRecord): unknown[] {
  return [at, revision, customerNumber];
}

/** A change as one item, or as several when its lists are very long. */
function divided(change: ChangeResponse): readonly ChangeResponse[] {
  if (charactersOf(change) <= MAX_ITEM_CHARACTERS) return [change];
  const items: FieldResponse[][] = [[]];
  let characters = 0;
  for (const part of change.fields.flatMap(entriesOf)) {
    characters += charactersOf(part);
    const current = items.at(-1) as FieldResponse[];
    if (current.length > 0 && characters > MAX_ITEM_CHARACTERS) {
      items.push([part]);
      characters = charactersOf(part);
    } else add(current, part);
  }
  return items.map((fields) => ({ ...change, fields }));
}

/** The change of a field, divided into one for each entry of its lists. */
function entriesOf({ field, before, after, ...rest }: FieldResponse): FieldResponse[] {
  const isList = [before, after].every((value) => value === undefined || Array.isArray(value));
  if (!isList || (before === undefined && after === undefined)) {
    return [{ field, ...rest, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  }
  return [
    ...((before ?? []) as unknown[]).map((entry) => ({ field, ...rest, before: [entry] })),
    ...((after ?? []) as unknown[]).map((entry) => ({ field, ...rest, after: [entry] })),
  ];
}

/** Adds an entry to the change of its field, if that is the last one. */
function add(fields: FieldResponse[], part: FieldResponse): void {
  const last = fields.at(-1);
  if (last === undefined || last.field !== part.field) fields.push(part);
  else fields[fields.length - 1] = { ...last, ...joined('before', last, part), ...joined('after', last, part) };
}

function joined(name: 'before' | 'after', one: FieldResponse, other: FieldResponse) {
  const entries = [...((one[name] ?? []) as unknown[]), ...((other[name] ?? []) as unknown[])];
  return entries.length > 0 ? { [name]: entries } : {};
}
