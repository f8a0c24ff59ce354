import type { ChangeEvent, Commit, ProfileStore } from '@profiles/application';

/** A store under test, with access to data that has no read in the port. */
export interface StoreUnderTest {
  readonly store: ProfileStore;
  /** Every event committed, oldest first. */
  outbox(): Promise<readonly ChangeEvent[]>;
  /** The password hash of a customer, for the tests of credentials. */
  passwordHashOf(customerNumber: number): Promise<string | undefined>;
  /** Moves the clock by which responses expire. */
  moveClockBy(millis: number): void;
  close?(): Promise<void>;
}

/** The store, and an organisation of its own for each test. */
export interface StoreScene extends StoreUnderTest {
  readonly organisationId: number;
  /** Commits. Parts that are absent write nothing. */
  commit(commit: Partial<Commit>): Promise<void>;
}
