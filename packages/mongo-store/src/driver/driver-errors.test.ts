import { CommitOutcomeUnknownError, StaleRevisionError, StoreUnavailableError } from '@profiles/application';
import { MongoErrorLabel, MongoNetworkError, MongoServerError } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { translating } from './driver-errors.js';

const thrownFor = (error: unknown) =>
  translating(() => Promise.reject(error)).catch((translated: unknown) => translated);
const socketError = (code: string) => Object.assign(new Error(`read ${code}`), { code, syscall: 'read' });
const serverError = (code: number, labels: readonly string[] = []) =>
  new MongoServerError({ code, errorLabels: [...labels], message: 'x' });

describe('errors of the driver', () => {
  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED', 'EAI_AGAIN'])(
    'a raw %s of a socket is unavailability, whether the driver wrapped it or not',
    async (code) => {
      expect(await thrownFor(socketError(code))).toBeInstanceOf(StoreUnavailableError);
      const wrapped = new MongoNetworkError('x', { cause: socketError(code) });
      expect(await thrownFor(wrapped)).toBeInstanceOf(StoreUnavailableError);
    },
  );

  test.each(Object.values(MongoErrorLabel).filter((label) => /Transient|Unknown|Retryable|Overloaded/.test(label)))(
    'the label %s decides, whatever the code is',
    async (label) => {
      expect(await thrownFor(serverError(999_999, [label]))).toBeInstanceOf(StoreUnavailableError);
    },
  );

  // The codes a server sends while it is not able to serve, by their names in MongoDB's error_codes.yml.
  test.each([
    ['SnapshotUnavailable', 246],
    ['TransactionExceededLifetimeLimitSeconds', 290],
    ['FailedToSatisfyReadPreference', 133],
    ['ReadConcernMajorityNotAvailableYet', 134],
    ['StaleEpoch', 150],
    ['StaleConfig', 13388],
    ['PrimarySteppedDown', 189],
  ])('%s (%i) is unavailability', async (_name, code) => {
    expect(await thrownFor(serverError(code))).toBeInstanceOf(StoreUnavailableError);
  });

  // Introduced by MongoDB 9.0, which limits the open transactions of a server.
  test('TooManyOpenTransactions is unavailability by its name', async () => {
    const error = new MongoServerError({ code: 999_999, codeName: 'TooManyOpenTransactions', message: 'x' });
    expect(await thrownFor(error)).toBeInstanceOf(StoreUnavailableError);
  });

  test('a duplicate that is no unique key means that another call wrote first', async () => {
    expect(await thrownFor(serverError(11000))).toBeInstanceOf(StaleRevisionError);
  });

  test('an unknown outcome stays one, and any other error is returned as it is', async () => {
    const unknown = new CommitOutcomeUnknownError('x');
    expect(await thrownFor(unknown)).toBe(unknown);
    const fault = new TypeError('x');
    expect(await thrownFor(fault)).toBe(fault);
    expect(await thrownFor(serverError(2))).toBeInstanceOf(MongoServerError);
  });
});
