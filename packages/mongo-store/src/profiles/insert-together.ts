import {
  type ClientSession,
  type Collection,
  type Document,
  type MongoClient,
  MongoErrorLabel,
  MongoServerError,
} from 'mongodb';
import { MAX_STATEMENT_BYTES, maxBytesOf } from '../driver/bson-bound.js';
import type { Write } from './write.js';

const WRITE_CONFLICT = 112;

/** The documents of writes that insert and do nothing else, otherwise undefined. */
export function insertedBy(writes: readonly Write[]): Document[] | undefined {
  const documents: Document[] = [];
  for (const { operation } of writes) {
    if (!('insertOne' in operation)) return undefined;
    documents.push(operation.insertOne.document);
  }
  return documents;
}

/**
 * Inserts many documents in a transaction. Sent as a command: `bulkWrite` and `insertMany` of the driver (7.9.0) serialise
 * each document twice, the first time to learn its size.
 * @throws MongoServerError when the server refused a document
 */
export async function insertTogether(
  client: MongoClient,
  { collection, documents }: { readonly collection: Collection<Document>; readonly documents: readonly Document[] },
  session: ClientSession,
): Promise<void> {
  const { dbName, collectionName } = collection;
  for (const part of commandsOf(documents)) {
    const command = { insert: collectionName, documents: part, ordered: true };
    // The options of the client do not reach a command.
    const { writeErrors } = (await client.db(dbName).command(command, { session, ignoreUndefined: true })) as Reply;
    if (writeErrors?.[0] !== undefined) throw refusalOf(writeErrors[0]);
  }
}

/** The response to an `insert` command. */
interface Reply {
  readonly writeErrors?: readonly Document[];
}

/** Divides documents so that each command is one BSON document of the size that a server accepts. */
function* commandsOf(documents: readonly Document[]): Generator<Document[]> {
  let part: Document[] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = maxBytesOf(document);
    if (part.length > 0 && bytes + size > MAX_STATEMENT_BYTES) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(document);
    bytes += size;
  }
  yield part;
}

function refusalOf(refused: Document): MongoServerError {
  const error = new MongoServerError({ message: 'The server refused a document.', ...refused });
  // MongoDB fails the whole command with this label; the development stand-in reports the document.
  if (refused['code'] === WRITE_CONFLICT) error.addErrorLabel(MongoErrorLabel.TransientTransactionError);
  return error;
}
