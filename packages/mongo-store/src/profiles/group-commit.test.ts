import { type Commit, StaleRevisionError, StoreUnavailableError } from '@profiles/application';
import { aProfile } from '@profiles/testkit';
import { type Db, type MongoClient, MongoErrorLabel, MongoServerError } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { collectionsOf } from '../schema/collections.js';
import { groupCommits } from './group-commit.js';

/** A client and collections that fail as told, and count the transactions in flight. No server can be made to fail so. */
interface Failures {
  readonly batches?: Error;
  readonly singles?: (started: number) => Error | undefined;
}

function targetFailing({ batches, singles }: Failures, isSharded = false) {
  const counts = { started: 0, inFlight: 0, most: 0, singles: 0, batches: [] as number[][] };
  const session = { startTransaction() {}, commitTransaction: async () => {}, abortTransaction: async () => {} };
  const client = {
    async withSession(use: (given: unknown) => Promise<unknown>) {
      counts.started += 1;
      counts.inFlight += 1;
      counts.most = Math.max(counts.most, counts.inFlight);
      await new Promise(setImmediate);
      return use(session).finally(() => {
        counts.inFlight -= 1;
      });
    },
    db: () => ({
      command: async ({ ops }: { ops: { document: { organisationId: number } }[] }) => {
        if (ops.length > 1) counts.batches.push(ops.map(({ document }) => document.organisationId));
        const error = ops.length > 1 ? batches : singles?.(++counts.singles);
        if (error !== undefined) throw error;
        return { nErrors: 0, nMatched: 0, nDeleted: 0, cursor: { firstBatch: [] } };
      },
    }),
  } as unknown as MongoClient;
  const collections = collectionsOf({ collection: () => ({}) } as unknown as Db);
  return { commit: groupCommits({ client, collections, isSharded: () => isSharded }), counts };
}

const creationOf = (customerNumber: number, organisationId = 1): Commit => ({
  ...{ profiles: [{ after: aProfile({ customerNumber, organisationId }) }], ecards: [], events: [], changes: [] },
});
const serverError = (code: number, ...labels: string[]) =>
  new MongoServerError({ code, errorLabels: labels, message: 'x' });

async function commitMany(commit: (one: Commit) => Promise<void>, count: number) {
  return Promise.allSettled(Array.from({ length: count }, (_, index) => commit(creationOf(1_000_000 + index))));
}

describe('a refused group of commits', () => {
  test('is tried commit by commit, a few at a time, and each gets its own error', async () => {
    const { commit, counts } = targetFailing({
      batches: serverError(11000),
      singles: (started) => (started === 7 ? serverError(11000) : undefined),
    });
    const results = await commitMany(commit, 50);
    expect(counts.singles).toBe(50);
    expect(counts.most).toBeLessThanOrEqual(4);
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(errors).toEqual([expect.any(StaleRevisionError)]);
  });

  // 50 more transactions would only add to the load. The codes and labels are those of an overloaded or failing server.
  test.each([
    ['SystemOverloadedError', serverError(462, MongoErrorLabel.SystemOverloadedError, MongoErrorLabel.RetryableError)],
    ['TransactionExceededLifetimeLimitSeconds', serverError(290)],
    ['PrimarySteppedDown', serverError(189)],
  ])('is not tried again when the server can not serve: %s', async (_name, batches) => {
    const { commit, counts } = targetFailing({ batches });
    const results = await commitMany(commit, 50);
    expect(counts).toMatchObject({ started: 1, singles: 0 });
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) });
    }
  });
});

describe('a group of commits', () => {
  const commitForThree = (commit: (one: Commit) => Promise<void>) =>
    Promise.all(Array.from({ length: 12 }, (_, index) => commit(creationOf(1_000_000 + index, 1 + (index % 3)))));

  // A transaction of several organisations would be one of several shards.
  test('stays within one organisation on a sharded cluster', async () => {
    const { commit, counts } = targetFailing({}, true);
    await commitForThree(commit);
    expect(counts.batches.map((batch) => new Set(batch).size)).toEqual([1, 1, 1]);
    expect(counts.batches.flat()).toHaveLength(12);
  });

  test('has commits of several organisations on a replica set', async () => {
    const { commit, counts } = targetFailing({});
    await commitForThree(commit);
    expect(counts.batches.map((batch) => new Set(batch).size)).toEqual([3]);
  });
});
