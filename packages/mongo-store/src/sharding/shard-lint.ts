import type { Document } from 'mongodb';
import { SCATTER_ALLOWED, SHARD_MAP, TWO_SHARDS_ALLOWED } from './shard-map.js';

/** A part of a command that reads or writes documents of one collection. */
interface Statement {
  readonly kind: string;
  readonly collection: string;
  /** Absent for an insertion. */
  readonly filter?: Document;
  /** The part of the filter that an index must answer alone, where it is not all of it. */
  readonly first?: Document;
  /** The documents that it inserts or puts in the place of others. */
  readonly documents?: readonly Document[];
  readonly upsert?: boolean;
}

/** Costly work that a statement or a transaction would cause on a sharded cluster. */
export interface Finding {
  readonly problem: 'scatter' | 'two shards' | 'no organisation' | 'upsert in a transaction' | 'unknown collection';
  readonly shape: string;
}

/**
 * Reads the commands of a driver as a sharded cluster would route them, by the {@link SHARD_MAP}, and collects what asks
 * every shard, what no shard could hold, and transactions that two shards would have to agree on.
 */
export class ShardLinter {
  /** Each finding once, those that are allowed left out. */
  readonly findings: Finding[] = [];
  /** The exceptions that were needed. */
  readonly used = new Set<string>();
  /** A sample of every shape of filter, for `explain`. */
  readonly filters = new Map<string, { readonly collection: string; readonly filter: Document }>();
  readonly #transactions = new Map<string, Set<string>>();

  /** Takes a command as `CommandStartedEvent` tells of it. */
  take(commandName: string, command: Document): void {
    for (const statement of statementsOf(commandName, command)) {
      const placement = (SHARD_MAP as Readonly<Record<string, (typeof SHARD_MAP)['profiles']>>)[statement.collection];
      if (placement === undefined) this.#report('unknown collection', statement.collection);
      else this.#route(statement, { isSharded: placement.sharded, transaction: transactionOf(command) });
    }
  }

  #route(
    statement: Statement,
    { isSharded, transaction }: { isSharded: boolean; transaction: string | undefined },
  ): void {
    const shape = shapeOf(statement);
    const { collection, filter, first = filter, documents = [], upsert = false } = statement;
    if (first !== undefined) this.filters.set(shape, { collection, filter: first });
    if (transaction !== undefined && upsert) this.#report('upsert in a transaction', shape);
    if (!isSharded) {
      this.#join(transaction, `unsharded ${collection}`);
      return;
    }
    const organisations = new Set(documents.map(({ organisationId }) => organisationId));
    if (filter !== undefined) organisations.add(filter['organisationId']);
    for (const organisation of organisations) {
      if (typeof organisation === 'number') this.#join(transaction, `organisation ${organisation}`);
      else if (filter === undefined || documents.length > 0) this.#report('no organisation', shape);
      else if (shape in SCATTER_ALLOWED) this.used.add(shape);
      else this.#report('scatter', shape);
    }
  }

  /** A transaction may touch one organisation, and unsharded collections that are listed. */
  #join(transaction: string | undefined, place: string): void {
    if (transaction === undefined) return;
    const places = this.#transactions.get(transaction) ?? new Set();
    this.#transactions.set(transaction, places.add(place));
    const organisations = [...places].filter((one) => one.startsWith('organisation'));
    if (organisations.length > 1) this.#report('two shards', 'several organisations');
    for (const one of places) {
      const collection = /^unsharded (.*)/.exec(one)?.[1];
      if (collection === undefined || organisations.length === 0) continue;
      if (collection in TWO_SHARDS_ALLOWED) this.used.add(collection);
      else this.#report('two shards', collection);
    }
  }

  #report(problem: Finding['problem'], shape: string): void {
    const isKnown = this.findings.some((one) => one.problem === problem && one.shape === shape);
    if (!isKnown) this.findings.push({ problem, shape });
  }
}

function transactionOf({ autocommit, lsid, txnNumber }: Document): string | undefined {
  return autocommit === false ? `${lsid.id.toString('hex')} ${txnNumber}` : undefined;
}

/** The form of a statement without its values: its kind, its collection, and the fields that its filter names. */
function shapeOf({ kind, collection, filter }: Statement): string {
  return filter === undefined ? `${kind} ${collection}` : `${kind} ${collection} {${fieldsOf(filter).join(', ')}}`;
}

function fieldsOf(filter: Document): string[] {
  const fields = Object.entries(filter).flatMap(([name, value]) =>
    name === '$and' || name === '$or' ? (value as Document[]).flatMap(fieldsOf) : [name],
  );
  return [...new Set(fields)].sort();
}

function statementsOf(commandName: string, command: Document): Statement[] {
  const collection = String(command[commandName]);
  switch (commandName) {
    case 'find':
      return [{ kind: 'find', collection, filter: command['filter'] ?? {} }];
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return [{ kind: commandName, collection, filter: command['query'] ?? {} }];
    case 'aggregate':
      return [{ kind: 'aggregate', collection, ...leadingMatch(command['pipeline']) }];
    case 'insert':
      return [{ kind: 'insert', collection, documents: command['documents'] }];
    case 'delete':
      return command['deletes'].map(({ q }: Document) => ({ kind: 'delete', collection, filter: q }));
    case 'update':
      return command['updates'].map(({ q, u, upsert }: Document) =>
        updateOf(collection, { filter: q, change: u, upsert }),
      );
    case 'bulkWrite':
      return bulkStatements(command);
    default:
      return [];
  }
}

/** A server plans the stages `$match` at the beginning of a pipeline as one. The development stand-in takes the first. */
function leadingMatch(pipeline: readonly Document[]): { readonly filter: Document; readonly first: Document } {
  const end = pipeline.findIndex((stage) => stage['$match'] === undefined);
  const stages = pipeline.slice(0, end === -1 ? undefined : end);
  const filters = stages.map(({ $match }) => $match as Document);
  return { filter: Object.assign({}, ...filters), first: filters[0] ?? {} };
}

function updateOf(
  collection: string,
  { filter, change, upsert }: { filter: Document; change: Document; upsert: boolean | undefined },
): Statement {
  const isReplacement = !Array.isArray(change) && Object.keys(change).every((name) => !name.startsWith('$'));
  return {
    ...{ kind: 'update', collection, filter },
    ...(isReplacement && { documents: [change] }),
    ...(upsert === true && { upsert }),
  };
}

/** The statements of `client.bulkWrite`, which names its collections by their place in a list. */
function bulkStatements({ ops, nsInfo }: Document): Statement[] {
  const nameAt = (at: number): string => String(nsInfo[at].ns).replace(/^[^.]*\./, '');
  return ops.map(({ insert, update, delete: deleted, document, filter, updateMods, upsert }: Document) => {
    if (insert !== undefined) return { kind: 'insert', collection: nameAt(insert), documents: [document] };
    if (deleted !== undefined) return { kind: 'delete', collection: nameAt(deleted), filter };
    return updateOf(nameAt(update), { filter, change: updateMods, upsert });
  });
}
