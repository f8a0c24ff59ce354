import type { Commit } from '@profiles/application';
import { createMongoStore, type MongoConnection } from '@profiles/mongo-store';
import { addPublished } from '../poll-cost.js';
import { Household } from './household.js';
import { personAt } from './people.js';

/** The number of people per transaction: the store groups concurrent commits. */
const [COMMITS, PEOPLE_PER_COMMIT] = [50, 20];
const AT_ONCE = COMMITS * PEOPLE_PER_COMMIT;
/** One is made while the others are written. */
const WORKERS = 3;
/** Far from every customer number that is given out while the bench runs. */
const FIRST_OUTBOX_CUSTOMER = 10_000_000_000;
const REPORT_EVERY = 20_000;

/** A population that can be made larger where it is. */
export interface Growing {
  /** By the number of the person; the customer number. */
  readonly customerNumbers: number[];
  /** Adds people, and as many published rows of the outbox. Rejects when the database refuses one of them. */
  growTo(count: number): Promise<void>;
}

/**
 * Writes through the store's own door what the domain decides: documents, indexes and customer numbers are the product's.
 * Without events and records of the changes, which would double the time; the outbox gets rows of other customers.
 */
export function growingPopulation(
  connection: MongoConnection,
  { seed, log }: { seed: number; log: (line: string) => void },
): Growing {
  const store = createMongoStore(connection);
  const customerNumbers: number[] = [];

  async function write(from: number, to: number): Promise<void> {
    const commits: Commit[] = [];
    for (let first = from; first < to; first += PEOPLE_PER_COMMIT) {
      const made = new Household();
      for (let n = first; n < Math.min(first + PEOPLE_PER_COMMIT, to); n += 1) {
        const customerNumber = await store.nextCustomerNumber();
        customerNumbers[n] = customerNumber;
        made.add(personAt(seed, n), customerNumber);
      }
      commits.push(made.commit());
    }
    await Promise.all(commits.map((commit) => store.commit(commit)));
  }

  async function growTo(count: number): Promise<void> {
    const before = customerNumbers.length;
    const startedAt = performance.now();
    let [next, written] = [before, 0];
    const work = async () => {
      while (next < count) {
        const from = next;
        next = Math.min(from + AT_ONCE, count);
        const to = next;
        await write(from, to);
        written += to - from;
        if (written % REPORT_EVERY < AT_ONCE) log(progressOf(before + written, written, startedAt));
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    log(`outbox: adding ${count - before} published rows …`);
    await addPublished(connection.db, { count: count - before, firstCustomer: FIRST_OUTBOX_CUSTOMER + before });
  }

  return { customerNumbers, growTo };
}

function progressOf(total: number, written: number, startedAt: number): string {
  const perSecond = written / ((performance.now() - startedAt) / 1000);
  return `${total} customers, ${perSecond.toFixed(0)}/s`;
}
