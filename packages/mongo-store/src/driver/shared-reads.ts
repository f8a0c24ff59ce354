import { StoreUnavailableError } from '@profiles/application';
import { commandDeadline } from './deadline.js';
import { turnGroups } from './turn-groups.js';

/** How the members of a group are read. The signal is the deadline. */
export interface SharedRead<K, V> {
  /** Reads one by itself. */
  readonly one: (key: K, signal: AbortSignal) => Promise<V>;
  /** Reads several at once. Returns the values in the order of the keys. */
  readonly many: (keys: readonly K[], signal: AbortSignal) => Promise<readonly V[]>;
}

/** Maximum queries of one kind in flight; later reads join the next query. */
const MAX_IN_FLIGHT = 2;
/** Maximum reads in one query. */
const MAX_GROUP_SIZE = 200;

interface Waiting<K, V> {
  readonly key: K;
  readonly signal: AbortSignal;
  readonly resolve: (value: V) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Single reads of one turn of the event loop share a query, since most of the cost of a read is the driver's work per
 * query. A read never gets the result of a query that was sent before the read came, so it sees every write that was
 * acknowledged before. A read that comes alone is sent alone. When a shared query fails, each read is sent by itself,
 * unless the database is unavailable.
 */
export function sharedReads<K, V>({ one, many }: SharedRead<K, V>): (key: K) => Promise<V> {
  async function read(group: readonly Waiting<K, V>[]): Promise<void> {
    const [first] = group;
    if (first === undefined || group.length === 1) return readEach(group);
    try {
      // The earliest deadline of the group: its first member came first.
      const values = await many(
        group.map(({ key }) => key),
        first.signal,
      );
      for (const [index, { resolve }] of group.entries()) resolve(values[index] as V);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) return readEach(group);
      for (const { reject } of group) reject(error);
    }
  }

  async function readEach(group: readonly Waiting<K, V>[]): Promise<void> {
    await Promise.all(group.map(({ key, signal, resolve, reject }) => one(key, signal).then(resolve, reject)));
  }

  const enqueue = turnGroups<Waiting<K, V>>({
    maxInFlight: MAX_IN_FLIGHT,
    pick: (waiting) => waiting.slice(0, MAX_GROUP_SIZE),
    run: read,
  });
  return (key) => new Promise((resolve, reject) => enqueue({ key, signal: commandDeadline(), resolve, reject }));
}

/** Shared reads of several groups whose members must not share a query, such as organisations. */
export function sharedReadsBy<G, K, V>(readOf: (group: G) => SharedRead<K, V>): (group: G, key: K) => Promise<V> {
  const groups = new Map<G, (key: K) => Promise<V>>();
  return (group, key) => {
    let read = groups.get(group);
    if (read === undefined) {
      read = sharedReads(readOf(group));
      groups.set(group, read);
    }
    return read(key);
  };
}
