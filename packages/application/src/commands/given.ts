/** The fields that a caller gave, without those absent or null: what a creation takes. */
export type Given<T> = { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: Exclude<T[K], null | undefined>;
};

export function given<T extends object>(fields: T): Given<T> {
  return copyOf(fields, (value) => value != null) as Given<T>;
}

/** The fields present, nulls too: what an update takes. `undefined` counts as absent. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function present<T extends object>(fields: T): Present<T> {
  return copyOf(fields, (value) => value !== undefined) as Present<T>;
}

/** A loop: every write copies its input, and lists of entries cost several times as much. */
function copyOf(fields: object, isKept: (value: unknown) => boolean): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (isKept(value)) copy[name] = value;
  return copy;
}
