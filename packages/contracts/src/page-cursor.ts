import { optionalNotNull, type Refusal, text } from './text-field.js';

const NO_CURSOR: Refusal = { message: 'Not a nextCursor of a page. Begin again without a cursor.' };

/** The place that a page ended at, as text for the caller to send back. Opaque to callers. */
export function cursorFrom(parts: readonly unknown[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * The parts of a cursor; empty for a text that is no cursor. The operation checks whether it is a cursor of its own pages.
 */
export function partsOfCursor(cursor: string): readonly unknown[] {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const parts: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/**
 * The cursor of a list. Its form is checked here, because a request names all its errors at once: what the operation
 * finds comes after those of the other fields.
 */
export function pageCursor(description = 'The nextCursor of the page before.') {
  const read = (cursor: string) => (partsOfCursor(cursor).length > 0 ? cursor : NO_CURSOR);
  return optionalNotNull(text({ max: 2000, read }).meta({ description }));
}
