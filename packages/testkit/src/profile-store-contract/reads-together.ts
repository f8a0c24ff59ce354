import type { EcardOwnership, Profile, ProfileSummary } from '@profiles/domain';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { anEcard, anEvent, nextRevision } from '../profile-fixture.js';
import { changed, newCardNumber, saved, savedEcard } from './given.js';
import type { StoreScene } from './store-under-test.js';

/** A lookup that a store may answer together with others of the same turn. */
type Look = (scene: StoreScene) => Promise<unknown>;

/** Sorts what may come in any order. */
const inOrder = async (found: Promise<(ProfileSummary | EcardOwnership)[]>) =>
  (await found).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

/** Every lookup of one profile by a key: an existing one, one of another organisation, and an unknown one. */
function looksAt({ profile, ecardNumber }: { profile: Profile; ecardNumber: number }): Look[] {
  const { customerNumber, uuid, organisationId, customerRef, email = '' } = profile;
  const [otherOrganisation, unknown] = [organisationId + 1, 9_000_000_000_000];
  return [
    ({ store }) => store.byCustomerNumber(customerNumber),
    ({ store }) => store.byCustomerNumber(customerNumber, organisationId),
    ({ store }) => store.summaries.byCustomerNumber(customerNumber, organisationId),
    ({ store }) => store.byCustomerNumber(customerNumber, otherOrganisation),
    ({ store }) => store.byCustomerNumber(unknown),
    ({ store }) => store.byUuid(uuid),
    ({ store }) => store.byUuid(uuid, otherOrganisation),
    ({ store }) => store.byUuid('0'.repeat(32), organisationId),
    ({ store }) => store.byCustomerRef(organisationId, customerRef),
    ({ store }) => store.byCustomerRef(otherOrganisation, customerRef),
    ({ store }) => inOrder(store.byLogin(organisationId, email)),
    ({ store }) => inOrder(store.summaries.byLogin(organisationId, email)),
    ({ store }) => inOrder(store.byLogin(otherOrganisation, email)),
    ({ store }) => inOrder(store.byLogin(organisationId, 'unknown@example.no')),
    ({ store }) => inOrder(store.currentEcardsNumbered(ecardNumber)),
    ({ store }) => inOrder(store.currentEcardsNumbered(1)),
  ];
}

export function readsTogetherContract(newScene: () => StoreScene): void {
  describe('reads of one turn', () => {
    let scene: StoreScene;
    let looks: Look[];

    beforeAll(async () => {
      scene = newScene();
      // Two of them share a login, and a card number under two operators.
      const [login, card] = ['shared@example.no', newCardNumber()];
      const fields: Partial<Profile>[] = [
        { profileType: 'P', email: login },
        { email: 'b@example.no', username: login },
        { email: 'c@example.no', username: 'c@example.no' },
        { email: 'd@example.no' },
      ];
      const people = await Promise.all(
        fields.map(async (some, n) => {
          const profile = await saved(scene, some);
          const ecardNumber = n < 2 ? card : newCardNumber();
          await savedEcard(scene, anEcard(profile, { ecardNumber, ecardOperator: `5780${n}` }));
          return { profile, ecardNumber };
        }),
      );
      looks = people.flatMap(looksAt);
    });

    test('each gets what it would have got alone, whatever is asked beside it', async () => {
      const alone: unknown[] = [];
      for (const look of looks) alone.push(await look(scene));
      const picks = fc.array(fc.nat(looks.length - 1), { minLength: 2, maxLength: 80 });
      await fc.assert(
        fc.asyncProperty(picks, async (indexes) => {
          const together = await Promise.all(indexes.map((index) => looks[index]?.(scene)));
          expect(together).toEqual(indexes.map((index) => alone[index]));
        }),
        { numRuns: 60 },
      );
    });

    test('who reads after a write was answered sees it, however many read meanwhile', async () => {
      let profile = await saved(scene, {});
      const { customerNumber } = profile;
      let writing = true;
      const others = Promise.all(
        Array.from({ length: 8 }, async () => {
          let last = 1;
          for (let n = 0; n < 500 && writing; n++) {
            const seen = (await scene.store.byCustomerNumber(customerNumber))?.revision ?? 0;
            // Never back to an older state.
            expect(seen).toBeGreaterThanOrEqual(last);
            last = seen;
          }
        }),
      );
      for (let revision = 2; revision <= 12; revision++) {
        const after = nextRevision(profile, { surname: `Name ${revision}` });
        await scene.commit({ profiles: [{ before: profile, after }], events: [anEvent(after)] });
        const readers = Array.from({ length: 5 }, () => scene.store.byCustomerNumber(customerNumber));
        for (const seen of await Promise.all(readers)) expect(seen?.revision).toBe(revision);
        profile = after;
      }
      writing = false;
      await others;
    });

    test('a lookup by a key that has moved finds its new holder only', async () => {
      const first = await saved(scene, { email: 'moving@example.no' });
      const freed = await changed(scene, first, { email: 'moved@example.no' });
      const second = await saved(scene, { email: 'moving@example.no' });
      const found = await Promise.all(
        ['moving@example.no', 'moved@example.no'].map((login) => scene.store.byLogin(scene.organisationId, login)),
      );
      expect(found.map((profiles) => profiles.map(({ customerNumber }) => customerNumber))).toEqual([
        [second.customerNumber],
        [freed.customerNumber],
      ]);
    });
  });
}
