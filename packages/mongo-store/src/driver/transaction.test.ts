import { CommitOutcomeUnknownError } from '@profiles/application';
import { type MongoClient, MongoErrorLabel, MongoNetworkError, MongoServerError } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { inTransaction } from './transaction.js';

const TRANSIENT = MongoErrorLabel.TransientTransactionError;
const serverError = (code: number, ...labels: string[]) =>
  new MongoServerError({ code, errorLabels: labels, message: '' });
const reset = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

/** A client whose commits end with the given errors, one after the other, and then succeed. */
function clientCommitting(...errors: readonly Error[]) {
  const left = [...errors];
  const counts = { commits: 0, aborts: 0 };
  const session = {
    startTransaction: () => undefined,
    commitTransaction: async () => {
      counts.commits += 1;
      const error = left.shift();
      if (error) throw error;
    },
    abortTransaction: async () => {
      counts.aborts += 1;
    },
  };
  const client = { withSession: (use: (given: unknown) => unknown) => use(session) } as unknown as MongoClient;
  return { client, counts };
}

async function outcomeOf(client: MongoClient, signal = new AbortController().signal) {
  let runs = 0;
  const work = async () => {
    runs += 1;
  };
  const error = await inTransaction(client, work, { signal }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, runs };
}

describe('a transaction runs its work again only when it certainly was not committed', () => {
  test('a commit that a write conflict refused: the work runs again', async () => {
    const { client } = clientCommitting(serverError(112, TRANSIENT));
    expect(await outcomeOf(client)).toEqual({ error: undefined, runs: 2 });
  });

  test.each([
    ['a network error with the label of an unknown result', new MongoNetworkError('x')],
    ['a raw ECONNRESET without any label', reset()],
    ['a failover', serverError(189, MongoErrorLabel.RetryableWriteError)],
    ['a write concern that was not met in time', serverError(64, MongoErrorLabel.UnknownTransactionCommitResult)],
  ])('%s: the commit is sent again, the work does not run again', async (_name, error) => {
    const { client, counts } = clientCommitting(error);
    expect(await outcomeOf(client)).toEqual({ error: undefined, runs: 1 });
    expect(counts.commits).toBe(2);
  });

  // The server may have committed before it was killed, and forgotten the transaction at its restart. The driver's
  // withTransaction runs the work again here, because the error has the label TransientTransactionError.
  test('NoSuchTransaction after a broken connection: the outcome is unknown, the work does not run again', async () => {
    const { client } = clientCommitting(reset(), serverError(251, TRANSIENT));
    const { error, runs } = await outcomeOf(client);
    expect(error).toBeInstanceOf(CommitOutcomeUnknownError);
    expect(runs).toBe(1);
  });

  test('after the deadline no commit is sent', async () => {
    const { client, counts } = clientCommitting();
    const late = AbortSignal.abort(new Error('too late'));
    expect(await outcomeOf(client, late)).toMatchObject({ error: new Error('too late') });
    expect(counts).toEqual({ commits: 0, aborts: 1 });
  });
});
