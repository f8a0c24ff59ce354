/** An object of a JSON document, of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one when it is none. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The value as a list of objects. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** The value as text without surrounding blanks, or undefined when it is none. Numbers count as text. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/** The first text of a list, or the text itself. */
export function firstText(value: unknown): string | undefined {
  return textOf(Array.isArray(value) ? value.find((item) => textOf(item) !== undefined) : value);
}

/** The item that is marked as the main one, otherwise the first. */
export function mainOf(items: readonly JsonObject[], mark: string): JsonObject | undefined {
  return items.find((item) => item[mark] === true) ?? items[0];
}

/** Milliseconds since 1970 as a moment. */
export function momentOf(millis: unknown): string | undefined {
  return typeof millis === 'number' && Number.isSafeInteger(millis) ? new Date(millis).toISOString() : undefined;
}
