import type { AbstractCursor } from 'mongodb';

/** Maximum documents that exist in the form of the BSON parser at a time. */
const MAX_PARSED = 50;

/**
 * Reads all documents of a cursor and converts them a few at a time. The objects of the BSON parser are large: a thousand of
 * them at once would survive the collection of young objects, which costs more than to make them.
 */
export async function readAll<D, V>(cursor: AbstractCursor<D>, from: (document: D) => V): Promise<V[]> {
  const found: V[] = [];
  for await (const document of cursor) {
    found.push(from(document));
    let some: D[];
    do {
      some = cursor.readBufferedDocuments(MAX_PARSED);
      for (const one of some) found.push(from(one));
    } while (some.length > 0);
  }
  return found;
}
