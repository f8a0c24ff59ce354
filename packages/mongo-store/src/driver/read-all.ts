import type { AbstractCursor } from 'mongodb';

/** So many documents exist as BSON makes them at a time. */
const AT_ONCE = 50;

/**
 * Everything a cursor finds, made of the documents a few at a time. The objects that BSON makes are large: a thousand of
 * them at once would outlive the collections of young objects, which costs more than to make them.
 */
export async function readAll<D, V>(cursor: AbstractCursor<D>, from: (document: D) => V): Promise<V[]> {
  const found: V[] = [];
  for await (const document of cursor) {
    found.push(from(document));
    let some: D[];
    do {
      some = cursor.readBufferedDocuments(AT_ONCE);
      for (const one of some) found.push(from(one));
    } while (some.length > 0);
  }
  return found;
}
