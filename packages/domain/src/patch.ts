/** A change to some fields: absent leaves a field as it is, `null` clears an optional one. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | (undefined extends T[K] ? null : never) };

/**
 * The record with the patch laid over it. Cleared fields are absent afterwards, not undefined. A patch that changes nothing
 * returns the record itself.
 */
export function patched<T extends object>(record: T, patch: Patch<T>): T {
  const before = record as Record<string, unknown>;
  let result: Record<string, unknown> | undefined;
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined || (value === null ? !(field in before) : before[field] === value)) continue;
    result ??= { ...before };
    if (value === null) delete result[field];
    else result[field] = value;
  }
  return (result ?? record) as T;
}

/** The record without some of its optional fields. */
export function without<T extends object, K extends keyof T>(record: T, ...fields: K[]): Omit<T, K> {
  const result = { ...record };
  for (const field of fields) delete result[field];
  return result;
}
