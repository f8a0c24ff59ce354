import { StaleRevisionError, UniqueKeyTakenError } from '@profiles/application';
import { describe, expect, test } from 'vitest';
import { testIds } from '../contexts.js';
import { anEcard, anEvent, mergedPair, nextRevision } from '../profile-fixture.js';
import { changed, eventsOf, newCardNumber, saved, savedEcard, unsaved } from './given.js';
import type { StoreScene } from './store-under-test.js';

/** The outcome of attempts that ran at once: how many won, and the errors of the others. */
async function outcomeOf(attempts: readonly Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts);
  const reasons: unknown[] = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  return { won: settled.length - reasons.length, reasons };
}

const isStale = (reason: unknown) => reason instanceof StaleRevisionError;
const isLoss = (reason: unknown) => reason instanceof StaleRevisionError || reason instanceof UniqueKeyTakenError;

export function raceContract(newScene: () => StoreScene): void {
  describe('races', () => {
    test('no customer number is given out twice, in parallel or later', async () => {
      const { store } = newScene();
      const ask = () => Promise.all(Array.from({ length: 200 }, () => store.nextCustomerNumber()));
      const numbers = [...(await ask()), ...(await ask())];
      expect(new Set(numbers).size).toBe(400);
      for (const number of numbers) expect(number).toBeGreaterThanOrEqual(1_000_000);
    });

    test('[UNIQ-1] of 50 new profiles with one email exactly one is written', async () => {
      const scene = newScene();
      const profiles = await Promise.all(Array.from({ length: 50 }, () => unsaved(scene, { email: 'one@example.no' })));
      const { won, reasons } = await outcomeOf(
        profiles.map((profile) =>
          scene.commit({ profiles: [{ after: profile }], events: [anEvent(profile, 'CREATE')] }),
        ),
      );
      expect(won).toBe(1);
      expect(reasons.every(isLoss)).toBe(true);
      const { store, organisationId } = scene;
      const written = await store.find({ organisationId, terms: [], includeTemporary: true, limit: 100 });
      expect(written).toHaveLength(1);
      const events = (await scene.outbox()).filter(({ data }) => data.organisationId === organisationId);
      expect(events.map(({ data }) => data.customerNumber)).toEqual(written.map((profile) => profile.customerNumber));
      await expect(saved(scene, { email: 'one@example.no' })).rejects.toBeInstanceOf(UniqueKeyTakenError);
    });

    test('of 20 changes to one revision exactly one is written, and the others are told it is stale', async () => {
      const scene = newScene();
      const before = await saved(scene);
      const changes = Array.from({ length: 20 }, (_, i) => nextRevision(before, { surname: `Name ${i}` }));
      const { won, reasons } = await outcomeOf(
        changes.map((after) => scene.commit({ profiles: [{ before, after }], events: [anEvent(after)] })),
      );
      expect(won).toBe(1);
      expect(reasons.every(isStale)).toBe(true);
      expect((await scene.store.byCustomerNumber(before.customerNumber))?.revision).toBe(2);
      expect(await eventsOf(scene, before)).toHaveLength(1);
    });

    test('of a commit that checks a profile and one that changes it, the later one knows of the other', async () => {
      const scene = newScene();
      for (let round = 0; round < 10; round++) {
        const read = await saved(scene);
        const [bystander, after] = [await unsaved(scene), nextRevision(read)];
        const { reasons } = await outcomeOf([
          scene.commit({ profiles: [{ after: bystander }], checked: [read] }),
          scene.commit({ profiles: [{ before: read, after }] }),
        ]);
        // A checked profile stays in its revision, so that its change need not fail.
        expect((await scene.store.byCustomerNumber(read.customerNumber))?.revision).toBe(2);
        expect(reasons.length).toBeLessThanOrEqual(1);
        expect(reasons.every(isStale)).toBe(true);
        const written = await scene.store.byCustomerNumber(bystander.customerNumber);
        expect(written === undefined).toBe(reasons.length === 1);
      }
    });

    test('[CARD-1] of 20 profiles that take one card at once exactly one gets it', async () => {
      const scene = newScene();
      const ecardNumber = newCardNumber();
      const owners = await Promise.all(Array.from({ length: 20 }, () => saved(scene)));
      const { won, reasons } = await outcomeOf(
        owners.map((owner) => scene.commit({ ecards: [{ after: anEcard(owner, { ecardNumber }) }] })),
      );
      expect(won).toBe(1);
      expect(reasons.every(isStale)).toBe(true);
      expect(await scene.store.currentEcardsNumbered(ecardNumber)).toHaveLength(1);
    });

    test('[CARD-2] of 20 moves of one card exactly one is made', async () => {
      const scene = newScene();
      const owners = await Promise.all(Array.from({ length: 20 }, () => saved(scene)));
      const before = await savedEcard(scene, anEcard(await saved(scene), { ecardNumber: newCardNumber() }));
      const { won, reasons } = await outcomeOf(
        owners.map(({ customerNumber }) =>
          scene.commit({ ecards: [{ before, after: { ...before, customerNumber, version: 2 } }] }),
        ),
      );
      expect(won).toBe(1);
      expect(reasons.every(isStale)).toBe(true);
      expect(await scene.store.currentEcard(before.ecardOperator, before.ecardNumber)).toMatchObject({ version: 2 });
    });

    test('[MERGE-3] of two crossing merges one is written whole and the other not at all', async () => {
      const scene = newScene();
      const [a, b] = [await saved(scene), await saved(scene)];
      const [intoB, intoA] = [mergedPair(a, b), mergedPair(b, a)];
      const { won, reasons } = await outcomeOf([
        scene.commit({
          profiles: [
            { before: a, after: intoB.source },
            { before: b, after: intoB.target },
          ],
        }),
        scene.commit({
          profiles: [
            { before: b, after: intoA.source },
            { before: a, after: intoA.target },
          ],
        }),
      ]);
      expect(won).toBe(1);
      expect(reasons.every(isStale)).toBe(true);
      const survivors = [
        await scene.store.survivorOf(a.customerNumber),
        await scene.store.survivorOf(b.customerNumber),
      ];
      expect(survivors[0]).toBeDefined();
      expect(survivors[1]).toStrictEqual(survivors[0]);
    });

    test('concurrent commits are judged one by one: a refused one does not affect the others', async () => {
      const scene = newScene();
      const [taken, stale, card] = [
        await saved(scene, { email: 'taken@example.no' }),
        await saved(scene),
        await savedEcard(scene, anEcard(await saved(scene), { ecardNumber: newCardNumber() })),
      ];
      await changed(scene, stale, { surname: 'Changed' });
      const newcomers = await Promise.all(Array.from({ length: 12 }, () => unsaved(scene)));
      const known = await Promise.all(Array.from({ length: 12 }, () => saved(scene)));
      const late = await unsaved(scene, { ...(taken.email !== undefined && { email: taken.email }) });
      const good = [
        ...newcomers.map((after) => scene.commit({ profiles: [{ after }], events: [anEvent(after, 'CREATE')] })),
        ...known.map((before) => {
          const after = nextRevision(before, { email: `${before.customerNumber}@example.no` });
          return scene.commit({ profiles: [{ before, after }], events: [anEvent(after)] });
        }),
      ];
      const bad = [
        scene.commit({ profiles: [{ after: late }] }),
        scene.commit({ profiles: [{ before: stale, after: nextRevision(stale) }] }),
        scene.commit({ ecards: [{ after: { ...card, id: testIds.uuid() } }] }),
        scene.commit({
          idempotency: {
            id: 'unclaimed',
            organisationId: 1,
            fingerprint: 'f',
            claimant: 'c',
            response: '',
            customerNumbers: [],
          },
        }),
      ];
      const refusals = (await Promise.allSettled(bad)).map((one) => one.status === 'rejected' && one.reason.name);
      expect(refusals).toEqual(['UniqueKeyTakenError', 'StaleRevisionError', 'StaleRevisionError', 'ClaimLostError']);
      expect((await outcomeOf(good)).won).toBe(good.length);
      for (const { customerNumber } of newcomers) {
        expect(await scene.store.byCustomerNumber(customerNumber)).toMatchObject({ revision: 1 });
      }
      for (const before of known) {
        expect(await scene.store.byCustomerNumber(before.customerNumber)).toMatchObject({ revision: 2 });
        expect(await eventsOf(scene, before)).toHaveLength(1);
      }
    });

    test('of 20 commits with one idempotency key only the claimant’s is written', async () => {
      const scene = newScene();
      const key = { id: testIds.uuid(), organisationId: 1, fingerprint: 'f' };
      const claimants = Array.from({ length: 20 }, () => testIds.uuid());
      const { won } = await outcomeOf(
        claimants.map(async (claimant) => {
          await scene.store.idempotency.claim({ ...key, claimant });
          const profile = await unsaved(scene);
          const idempotency = { ...key, claimant, response: '{}', customerNumbers: [profile.customerNumber] };
          await scene.commit({ profiles: [{ after: profile }], idempotency });
        }),
      );
      expect(won).toBe(1);
    });
  });
}
