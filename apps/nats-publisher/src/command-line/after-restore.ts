import { writeFile } from 'node:fs/promises';
import { EVENT_STREAM } from '@profiles/contracts';
import { createEpochs, createStreamRecords, type MongoConnection } from '@profiles/mongo-store/outbox';
import type { NatsSettings } from '@profiles/nats-connection';
import { type StreamHistory, withStreamHistory } from '../stream-history.js';

/** The changes since a backup, as the stream has them. `npm run after-restore` reads it from a file. */
export interface LostChanges {
  /** The time from which the stream was read. */
  readonly since: string;
  /** The number of events since then. */
  readonly events: number;
  /** The customers that were erased since then. An erasure must be repeated after a restore. */
  readonly erased: readonly number[];
  /** The other customers that changed since then: the restored database may lack these changes. */
  readonly changed: readonly number[];
  /** [IMPORT-1] Those of both lists that imports created since then: their rows may have given the numbers. */
  readonly imported: readonly ImportedCustomers[];
}

/** The customers that imports of an organisation created. */
export interface ImportedCustomers {
  readonly organisationId: number;
  readonly customerNumbers: readonly number[];
}

/** The servers and names that the commands work on. */
export interface RestoreSurroundings {
  readonly mongo: MongoConnection;
  readonly nats: NatsSettings;
  /** @defaultValue the stream of the contract */
  readonly stream?: string;
  readonly log: (line: string) => void;
}

/** The slug of the operation that erases a customer. A purge repeats itself. */
const ERASURE = 'erase-profile';
/** The slug of the operation that writes the rows of an import. */
const IMPORT = 'import-rows';

/** Events come in the order of their epochs, except those of a replay: so more than the last one is looked at. */
const NEWEST_EVENTS = 1_000;

/**
 * Starts a new epoch (contract, section 6). It is higher than that of any recent event in the stream too: the backup may
 * be older than the last new epoch.
 */
export async function newEpoch(surroundings: RestoreSurroundings): Promise<true> {
  const { mongo, log } = surroundings;
  const published = await onHistory(surroundings, async (history) => {
    let highest = 0;
    for await (const { data } of history.newest(NEWEST_EVENTS)) highest = Math.max(highest, data.epoch);
    return highest;
  });
  const epoch = await createEpochs(mongo).startNew(published);
  log(`The epoch is ${epoch}. Every event of a change from now on carries it.`);
  return true;
}

/** Writes what the stream has from a moment on into a file. */
export async function writeLostChanges(
  { since, out }: { since: string; out: string },
  surroundings: RestoreSurroundings,
): Promise<true> {
  const lost = await onHistory(surroundings, async (history) => {
    // Without a stream nothing is known: an empty file would look like a quiet day.
    await history.created();
    return lostChanges(history, since);
  });
  await writeFile(out, `${JSON.stringify(lost, undefined, 2)}\n`);
  const { events, erased, changed } = lost;
  surroundings.log(
    `${events} events since ${since}: ${erased.length} customers erased, ${changed.length} others changed. Written to ${out}.`,
  );
  return true;
}

async function lostChanges(history: StreamHistory, since: string): Promise<LostChanges> {
  const erased = new Set<number>();
  const changed = new Set<number>();
  const imported = new Map<number, Set<number>>();
  let events = 0;
  for await (const { data } of history.since(new Date(since))) {
    events += 1;
    const isErasure = data.eventType === 'DELETE' && data.cause === ERASURE;
    (isErasure ? erased : changed).add(data.customerNumber);
    if (data.eventType === 'CREATE' && data.cause === IMPORT) {
      const customers = imported.get(data.organisationId) ?? new Set();
      imported.set(data.organisationId, customers.add(data.customerNumber));
    }
  }
  return {
    since,
    events,
    erased: [...erased].sort(ascending),
    changed: [...changed].filter((customer) => !erased.has(customer)).sort(ascending),
    imported: [...imported].map(([organisationId, customers]) => ({
      organisationId,
      customerNumbers: [...customers].sort(ascending),
    })),
  };
}

/** Ends the alarm of a stream that was created anew. */
export async function acceptStream(surroundings: RestoreSurroundings): Promise<true> {
  const { mongo, stream = EVENT_STREAM, log } = surroundings;
  const created = await onHistory(surroundings, (history) => history.created());
  await createStreamRecords(mongo).accept(stream, created);
  log(`The stream ${stream} of ${created} is accepted. Publishers end their alarm within seconds.`);
  return true;
}

function onHistory<T>({ nats, stream }: RestoreSurroundings, work: (history: StreamHistory) => Promise<T>): Promise<T> {
  return withStreamHistory(nats, work, stream);
}

const ascending = (one: number, other: number) => one - other;
