/** A document was no longer as it was read. The use case runs again. */
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

/** Another call has taken over the idempotency key: this one came too late to write. */
export class ClaimLostError extends Error {
  override name = 'ClaimLostError';
}

/** The store can't be reached or can't answer now. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
}
