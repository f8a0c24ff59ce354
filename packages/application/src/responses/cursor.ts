/** The place that a page ended at, as text for the caller to send back. Opaque to callers. */
export function cursorFrom(parts: readonly unknown[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** What a cursor is made of; nothing when it is no cursor at all. Whether it is the right one is for the reader to say. */
export function partsOfCursor(cursor: string): unknown[] {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const parts: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
