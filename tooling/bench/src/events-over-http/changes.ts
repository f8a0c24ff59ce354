import { setTimeout } from 'node:timers/promises';
import { outboxEmpty } from '../load-test/publisher-process.js';
import { outboxRow } from '../outbox-rows.js';
import type { EventSystem } from './system.js';

/** Each organisation's customers, who change in turn. */
const CUSTOMERS = 200;
const MAX_ROWS = 5_000;

/** Makes rows of the outbox as the changes of customers leave them: the customers of the organisations change in turn. */
export function changesOf({ newCustomers }: Pick<EventSystem, 'newCustomers'>, organisations: readonly number[]) {
  const firstCustomer = newCustomers(organisations.length * CUSTOMERS);
  const revisions = new Map<number, number>();
  let next = 0;
  return (count: number) =>
    Array.from({ length: count }, () => {
      const nth = next++;
      const organisationId = organisations[nth % organisations.length] ?? 0;
      const customerNumber = firstCustomer + (nth % (organisations.length * CUSTOMERS));
      const revision = (revisions.get(customerNumber) ?? 0) + 1;
      revisions.set(customerNumber, revision);
      return outboxRow({ customerNumber, revision, organisationId, occurredAt: new Date() });
    });
}

type Changes = ReturnType<typeof changesOf>;

interface Pace {
  readonly ratePerSecond: number;
  readonly seconds: number;
}

/** The time between two commits. A service under load commits what comes in one turn of its event loop together. */
const COMMIT_EVERY_MILLIS = 10;

/**
 * Commits changes at a steady rate, whether or not the earlier commits have ended.
 * @param onCommit - the ids of the events, just before they are sent to the database
 */
export async function commitSteadily(
  { db }: Pick<EventSystem, 'db'>,
  { changes, pace, onCommit }: { changes: Changes; pace: Pace; onCommit: (ids: readonly string[]) => void },
): Promise<void> {
  const outbox = db.collection('outbox');
  const total = pace.ratePerSecond * pace.seconds;
  const startedAt = performance.now();
  const commits = new Set<Promise<unknown>>();
  for (let done = 0; done < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * pace.ratePerSecond) + 1);
    const rows = changes(due - done);
    done = due;
    if (rows.length > 0) {
      onCommit(rows.map(({ _id }) => String(_id)));
      const commit = outbox.insertMany(rows, { writeConcern: { w: 'majority' } }).finally(() => commits.delete(commit));
      commits.add(commit);
    }
    await setTimeout(COMMIT_EVERY_MILLIS);
  }
  await Promise.all(commits);
}

/** Commits a backlog at once, and waits until it is in the stream. */
export async function commitBacklog(
  { db, store }: Pick<EventSystem, 'db' | 'store'>,
  changes: Changes,
  count: number,
): Promise<void> {
  for (let done = 0; done < count; done += MAX_ROWS) {
    await db.collection('outbox').insertMany(changes(Math.min(MAX_ROWS, count - done)));
  }
  await outboxEmpty(store);
}
