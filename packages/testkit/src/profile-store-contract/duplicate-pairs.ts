import type { DuplicatePair } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import { changed, saved } from './given.js';
import type { StoreScene } from './store-under-test.js';

const BORN = { dateOfBirth: '1985-04-12' };
const pairOf = (one: number, other: number, score: number): DuplicatePair => ({
  ...{ first: Math.min(one, other), second: Math.max(one, other), score, reasons: ['same-name'] },
});
const placeOf = ({ first, second, score }: DuplicatePair) => ({ first, second, score });

/** A change record as a commit has it, of the profile's creation. */
const recordOf = ({ organisationId }: StoreScene, customerNumber: number, field: string) => ({
  ...{ id: crypto.randomUUID(), customerNumber, organisationId, revision: 1, at: '2026-01-31T08:15:30.123Z' },
  ...{ operation: 'create-profile', changedBy: 'web', changedByChannel: 'web', clientId: 'test' },
  ...{ callerOrganisationId: organisationId, correlationId: 'test', fields: [{ field, after: 'x' }] },
});

export function duplicatePairsContract(newScene: () => StoreScene): void {
  describe('pairs of duplicates', () => {
    test('[DUP-1] a list begins with the likeliest pair and goes on from any pair', async () => {
      const { store, organisationId } = newScene();
      const other = newScene();
      const pairs = [pairOf(11, 12, 0.9), pairOf(11, 13, 0.7), pairOf(12, 13, 0.7), pairOf(14, 15, 0.5)];
      const due = { customerNumbers: [11, 12, 13, 14], receipt: { changes: [] } };
      await store.duplicatePairs.settle(organisationId, due, [...pairs].reverse());
      await store.duplicatePairs.settle(other.organisationId, { ...due, customerNumbers: [] }, [pairOf(21, 22, 0.9)]);
      const list = (stretch = {}) => store.duplicatePairs.list(organisationId, { minScore: 0, limit: 10, ...stretch });
      expect(await list()).toEqual(pairs);
      expect(await list({ limit: 2 })).toEqual(pairs.slice(0, 2));
      expect(await list({ minScore: 0.7 })).toEqual(pairs.slice(0, 3));
      for (const [index, pair] of pairs.entries()) {
        expect(await list({ after: placeOf(pair) })).toEqual(pairs.slice(index + 1));
      }
      // A customer that is settled again loses the pairs that it had.
      await store.duplicatePairs.settle(organisationId, { customerNumbers: [11], receipt: { changes: [] } }, [
        pairOf(11, 13, 0.6),
      ]);
      expect(await list()).toEqual([pairs[2], pairOf(11, 13, 0.6), pairs[3]]);
    });

    test('[DUP-1] a commit marks the profiles whose pairs it can change, until they are settled', async () => {
      const scene = newScene();
      const { store, organisationId, commit } = scene;
      const [one, other] = [await saved(scene), await saved(scene)];
      await store.duplicatePairs.begin(organisationId);
      await commit({
        changes: [recordOf(scene, one.customerNumber, 'surname'), recordOf(scene, other.customerNumber, 'notes')],
      });
      expect(await store.duplicatePairs.maintained()).toContain(organisationId);
      const seen: number[] = [];
      for (let due = await store.duplicatePairs.due(organisationId, 10); due.customerNumbers.length > 0; ) {
        seen.push(...due.customerNumbers);
        await store.duplicatePairs.settle(organisationId, due, []);
        due = await store.duplicatePairs.due(organisationId, 10);
      }
      expect(seen).toContain(one.customerNumber);
    });

    test('[DUP-1] the holders of a term are found; merged and deactivated profiles hold none', async () => {
      const scene = newScene();
      const { store, organisationId } = scene;
      const one = await saved(scene, BORN);
      const two = await saved(scene, { email: 'x@example.no' });
      await saved(scene);
      await changed(scene, await saved(scene, BORN), { status: 'D' });
      await saved(newScene(), BORN);
      const terms = ['born:1985-04-12', 'email:x@example.no'];
      const found = await store.duplicatePairs.holdersOf(organisationId, terms, 10);
      expect(found.map((holder) => holder.customerNumber).sort()).toEqual([one.customerNumber, two.customerNumber]);
      expect(await store.duplicatePairs.holdersOf(organisationId, terms, 1)).toHaveLength(1);
    });
  });
}
