import { afterAll, beforeAll, describe } from 'vitest';
import { commitContract } from './profile-store-contract/commit.js';
import { definitionContract } from './profile-store-contract/definitions.js';
import { duplicatePairsContract } from './profile-store-contract/duplicate-pairs.js';
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
import type { StoreScene, StoreUnderTest } from './profile-store-contract/store-under-test.js';
import { uniqueKeyContract } from './profile-store-contract/unique-keys.js';

let lastOrganisation = Math.floor(Math.random() * 1_000_000_000);

/**
 * The guarantees of every ProfileStore. One store serves all tests, so each test uses an organisation, numbers and cards of
 * its own.
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
    duplicatePairsContract(scene);
  });
}
