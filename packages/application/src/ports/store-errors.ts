/** A document was changed after it was read. The use case runs again. */
export class StaleRevisionError extends Error {
  override name = 'StaleRevisionError';
}

/** Another profile of the organisation holds this key (see `uniqueKeysOf` in the domain). */
export class UniqueKeyTakenError extends Error {
  override name = 'UniqueKeyTakenError';
  readonly key: string;
  constructor(key: string) {
    // The key may hold an email: it stays out of the message.
    super('A unique key is taken.');
    this.key = key;
  }
}

/** This call no longer has the claim on its Idempotency-Key: another call took it over, or its response is stored. */
export class ClaimLostError extends Error {
  override name = 'ClaimLostError';
}

/** The store can't be reached or can't respond now. Nothing was written, unless the subclass says otherwise. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
}

/**
 * The store can't tell whether a unit of work was written (docs/adr/0021-outcomes-of-a-commit.md). The use case must not
 * run again for the same call.
 */
export class CommitOutcomeUnknownError extends StoreUnavailableError {
  override name = 'CommitOutcomeUnknownError';
}
