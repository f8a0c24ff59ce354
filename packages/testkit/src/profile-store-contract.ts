import type { Commit, OutboxEvent, ProfileStore } from '@profiles/application';
import { afterAll, beforeAll, describe } from 'vitest';
import { commitContract } from './profile-store-contract/commit.js';
import { definitionContract } from './profile-store-contract/definitions.js';
import { ecardReadContract } from './profile-store-contract/ecard-reads.js';
import { findContract } from './profile-store-contract/find.js';
import { findByNumberContract } from './profile-store-contract/find-by-number.js';
import { findOrderContract } from './profile-store-contract/find-order.js';
import { historyContract } from './profile-store-contract/history.js';
import { idempotencyContract } from './profile-store-contract/idempotency.js';
import { profileListContract } from './profile-store-contract/profile-lists.js';
import { profileReadContract } from './profile-store-contract/profile-reads.js';
import { raceContract } from './profile-store-contract/races.js';
import { readsTogetherContract } from './profile-store-contract/reads-together.js';
import { uniqueKeyContract } from './profile-store-contract/unique-keys.js';

/** A store under test, with a look at what has no read in the port. */
export interface StoreUnderTest {
  readonly store: ProfileStore;
  /** Every event committed, oldest first. */
  outbox(): Promise<readonly OutboxEvent[]>;
  /** The password hash kept for a customer. Without it, what is said of credentials goes unchecked. */
  passwordHashOf(customerNumber: number): Promise<string | undefined>;
  close?(): Promise<void>;
}

/** What one test works with: the store and an organisation of its own. */
export interface StoreScene extends StoreUnderTest {
  readonly organisationId: number;
  /** Commits, with nothing where nothing is said. */
  commit(commit: Partial<Commit>): Promise<void>;
}

let lastOrganisation = Math.floor(Math.random() * 1_000_000_000);

/**
 * What every ProfileStore keeps to. One store serves all tests, so each test keeps to an organisation, to numbers
 * and to cards of its own.
 */
export function profileStoreContract(name: string, createStore: () => Promise<StoreUnderTest>): void {
  describe(`profile store contract: ${name}`, () => {
    let underTest: StoreUnderTest;
    beforeAll(async () => {
      underTest = await createStore();
    });
    afterAll(() => underTest?.close?.());

    const scene = (): StoreScene => ({
      ...underTest,
      organisationId: ++lastOrganisation,
      commit: (commit) => underTest.store.commit({ profiles: [], ecards: [], events: [], changes: [], ...commit }),
    });
    commitContract(scene);
    profileReadContract(scene);
    profileListContract(scene);
    ecardReadContract(scene);
    findContract(scene);
    findOrderContract(scene);
    findByNumberContract(scene);
    definitionContract(scene);
    uniqueKeyContract(scene);
    idempotencyContract(scene);
    historyContract(scene);
    raceContract(scene);
    readsTogetherContract(scene);
  });
}
