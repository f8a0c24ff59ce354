import type { AnyBulkWriteOperation, Document } from 'mongodb';

/** One write. An update or a deletion that `mustMatch` fails the unit of work when it matches nothing. */
export interface Write {
  readonly operation: AnyBulkWriteOperation<Document>;
  readonly mustMatch: boolean;
}

/** The write that inserts a document. */
export function insertion(document: Document): Write {
  return { operation: { insertOne: { document } }, mustMatch: false };
}
