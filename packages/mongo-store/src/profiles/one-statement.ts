import { type ClientSession, type Document, type MongoClient, MongoErrorLabel, MongoServerError } from 'mongodb';
import { MAX_STATEMENT_BYTES, maxBytesOf } from '../driver/bson-bound.js';
import type { Step } from './unit-of-work.js';
import type { Write } from './write.js';

/**
 * Maximum writes of one statement. With more, the round trips that it saves hardly count, and the development stand-in takes
 * longer for it than for a statement per collection. A full batch of creations has 150.
 */
const MAX_WRITES = 300;

/** A `bulkWrite` command that writes several collections (MongoDB 8.0), and how its result is checked. */
export interface Statement {
  readonly command: Document;
  readonly writes: readonly Write[];
  readonly steps: readonly Step[];
  /** Whether the server reports each write. Otherwise it reports the sums alone, which costs both sides less. */
  readonly isEachReported: boolean;
}

/** Why the writes of a statement do not count as done. Nothing is written, since the transaction is aborted. */
export interface Unmatched {
  /** The step of the write that matched nothing. Absent when the server reported sums alone. */
  readonly step?: Step;
}

/**
 * All writes of a unit of work as one statement, in their order: the round trip and the driver's work are paid once. Made
 * once per commit, because the transaction may run twice.
 *
 * Returns undefined when there are too many writes, or when the command could exceed the size of a BSON document. The
 * driver's own `bulkWrite` has no such limit, but it costs more, and reports a duplicate key without its value (driver 7.9.0).
 * @param isEachReported - true to learn which write matched nothing
 */
export function statementOf(steps: readonly Step[], isEachReported: boolean): Statement | undefined {
  if (steps.reduce((sum, step) => sum + step.writes.length, 0) > MAX_WRITES) return undefined;
  const ops: Document[] = [];
  const writes: Write[] = [];
  let bytes = 0;
  let hasOptional = false;
  for (const [namespace, step] of steps.entries()) {
    for (const write of step.writes) {
      const op = opOf(write.operation, namespace);
      bytes += maxBytesOf(op);
      if (bytes > MAX_STATEMENT_BYTES) return undefined;
      if (!write.mustMatch && !('insertOne' in write.operation)) hasOptional = true;
      ops.push(op);
      writes.push(write);
    }
  }
  const nsInfo = steps.map(({ collection }) => ({ ns: collection.namespace }));
  const reports = isEachReported || hasOptional;
  return {
    command: { bulkWrite: 1, ops, nsInfo, ordered: true, errorsOnly: !reports },
    ...{ writes, steps, isEachReported: reports },
  };
}

/**
 * Sends a statement. Returns undefined when each write did what it must.
 * @throws MongoServerError when the server refused a write: with the duplicate key, or as a transient error after a write
 * conflict
 */
export async function sendStatement(
  client: MongoClient,
  { command, writes, steps, isEachReported }: Statement,
  session: ClientSession,
): Promise<Unmatched | undefined> {
  // The options of the client do not reach a command.
  const reply = (await client.db('admin').command(command, { session, ignoreUndefined: true })) as Reply;
  const results = reply.cursor.firstBatch;
  if (reply.nErrors > 0) throw refusalOf(results);
  if (!isEachReported) {
    const expected = writes.reduce((sum, { mustMatch }) => (mustMatch ? sum + 1 : sum), 0);
    return reply.nMatched + reply.nDeleted === expected ? undefined : {};
  }
  for (const [index, { mustMatch }] of writes.entries()) {
    if (!mustMatch || results[index]?.n === 1) continue;
    const step = stepAt(steps, index);
    return step === undefined ? {} : { step };
  }
  return undefined;
}

/** The response to a `bulkWrite` command. */
interface Reply {
  readonly nErrors: number;
  readonly nMatched: number;
  readonly nDeleted: number;
  readonly cursor: { readonly firstBatch: readonly Result[] };
}

/** The result of one write. */
interface Result {
  readonly ok: number;
  /** The number of documents that were matched, inserted or deleted. */
  readonly n?: number;
  readonly code?: number;
}

const WRITE_CONFLICT = 112;

function refusalOf(results: readonly Result[]): MongoServerError {
  const refused = results.find(({ ok }) => ok !== 1);
  const error = new MongoServerError({ message: 'The server refused a write.', ...refused });
  // MongoDB fails the whole command with this label; the development stand-in reports the write.
  if (refused?.code === WRITE_CONFLICT) error.addErrorLabel(MongoErrorLabel.TransientTransactionError);
  return error;
}

function stepAt(steps: readonly Step[], index: number): Step | undefined {
  let end = 0;
  return steps.find(({ writes }) => {
    end += writes.length;
    return index < end;
  });
}

function opOf(operation: Write['operation'], namespace: number): Document {
  if ('insertOne' in operation) return { insert: namespace, document: operation.insertOne.document };
  if ('deleteOne' in operation) return { delete: namespace, filter: operation.deleteOne.filter, multi: false };
  if ('replaceOne' in operation) {
    const { filter, replacement } = operation.replaceOne;
    return { update: namespace, filter, updateMods: replacement, multi: false };
  }
  if ('updateOne' in operation) {
    const { filter, update } = operation.updateOne;
    return { update: namespace, filter, updateMods: update, multi: false };
  }
  throw new Error('A unit of work has no such operation.');
}
