import { turnGroups } from './turn-groups.js';

/** How the members of a group are read. */
export interface SharedRead<K, V> {
  /** Reads one by itself. */
  readonly one: (key: K) => Promise<V>;
  /** Reads several at once; in the order of the keys. */
  readonly many: (keys: readonly K[]) => Promise<readonly V[]>;
}

/** So many questions of one kind are under way at once; what comes meanwhile is asked together. */
const MAX_IN_FLIGHT = 2;
/** So many are asked together. */
const MAX_GROUP_SIZE = 200;

interface Waiting<K, V> {
  readonly key: K;
  readonly resolve: (value: V) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Single reads that come in one turn of the event loop share a question to the database: most of what a read costs is
 * the driver's work per question. A read is never answered by a question that was asked before it came, so it sees every
 * write that was answered before. One that comes alone is asked alone. When a shared question fails, each is asked by itself.
 */
export function sharedReads<K, V>({ one, many }: SharedRead<K, V>): (key: K) => Promise<V> {
  async function ask(group: readonly Waiting<K, V>[]): Promise<void> {
    if (group.length === 1) return askEach(group);
    try {
      const values = await many(group.map(({ key }) => key));
      for (const [index, { resolve }] of group.entries()) resolve(values[index] as V);
    } catch {
      await askEach(group);
    }
  }

  async function askEach(group: readonly Waiting<K, V>[]): Promise<void> {
    await Promise.all(group.map(({ key, resolve, reject }) => one(key).then(resolve, reject)));
  }

  const enqueue = turnGroups<Waiting<K, V>>({
    maxInFlight: MAX_IN_FLIGHT,
    pick: (waiting) => waiting.slice(0, MAX_GROUP_SIZE),
    run: ask,
  });
  return (key) => new Promise((resolve, reject) => enqueue({ key, resolve, reject }));
}

/** Shared reads of several groups whose members must not be asked together, such as organisations. */
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
