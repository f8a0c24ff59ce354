import { describe, expect, test } from 'vitest';
import { anEcard } from '../profile-fixture.js';
import { UNUSUAL_TEXTS } from '../unusual-texts.js';
import { newCardNumber, saved, savedEcard } from './given.js';
import type { StoreScene } from './store-under-test.js';

const LATER = '2026-06-01T00:00:00.000Z';

export function ecardReadContract(newScene: () => StoreScene): void {
  describe('reads of e-cards', () => {
    test('a card comes back field by field as it went in', async () => {
      const scene = newScene();
      const owner = await saved(scene);
      for (const ecardName of UNUSUAL_TEXTS) {
        const ecardNumber = newCardNumber();
        const dates = { bookingDate: LATER, shippingDate: LATER, expirationDate: LATER };
        const card = await savedEcard(scene, anEcard(owner, { ecardNumber, ecardName, ...dates }));
        expect(await scene.store.currentEcard('57803', ecardNumber)).toStrictEqual(card);
      }
      const bare = await savedEcard(scene, anEcard(owner, { ecardNumber: newCardNumber() }));
      expect(await scene.store.currentEcard('57803', bare.ecardNumber)).toStrictEqual(bare);
    });

    test('[CARD-1] a card is told by operator and number together', async () => {
      const scene = newScene();
      const owner = await saved(scene);
      const ecardNumber = newCardNumber();
      const one = await savedEcard(scene, anEcard(owner, { ecardNumber, ecardOperator: '11111' }));
      const two = await savedEcard(scene, anEcard(owner, { ecardNumber, ecardOperator: '22222' }));
      expect(await scene.store.currentEcard('11111', ecardNumber)).toStrictEqual(one);
      expect(await scene.store.currentEcard('22222', ecardNumber)).toStrictEqual(two);
      expect(await scene.store.currentEcard('33333', ecardNumber)).toBeUndefined();
      expect(await scene.store.currentEcard('11111', newCardNumber())).toBeUndefined();
      const numbered = await scene.store.currentEcardsNumbered(ecardNumber);
      expect(numbered).toHaveLength(2);
      expect(numbered).toEqual(expect.arrayContaining([one, two]));
    });

    test('[CARD-1] an ended ownership is not current, but the customer still had it', async () => {
      const scene = newScene();
      const [first, second] = [await saved(scene), await saved(scene)];
      const ecardNumber = newCardNumber();
      const ended = await savedEcard(scene, anEcard(first, { ecardNumber, endOfOwnership: LATER }));
      expect(await scene.store.currentEcard('57803', ecardNumber)).toBeUndefined();
      expect(await scene.store.currentEcardsNumbered(ecardNumber)).toEqual([]);
      const current = await savedEcard(scene, anEcard(second, { ecardNumber }));
      expect(await scene.store.currentEcard('57803', ecardNumber)).toStrictEqual(current);
      expect(await scene.store.currentEcardsNumbered(ecardNumber)).toStrictEqual([current]);
      expect(await scene.store.ecardsOf(first.customerNumber)).toStrictEqual([ended]);
      expect(await scene.store.ecardsOf(second.customerNumber)).toStrictEqual([current]);
    });

    test('a customer had any number of ended ownerships of the same card, oldest first', async () => {
      const scene = newScene();
      const owner = await saved(scene);
      const ecardNumber = newCardNumber();
      const days = ['2026-03-03', '2026-01-01', '2026-02-02'];
      for (const day of days) {
        const createdAt = `${day}T00:00:00.000Z`;
        await savedEcard(scene, anEcard(owner, { ecardNumber, createdAt, endOfOwnership: LATER }));
      }
      const created = (await scene.store.ecardsOf(owner.customerNumber)).map((ecard) => ecard.createdAt.slice(0, 10));
      expect(created).toEqual([...days].sort());
    });

    test('[CARD-2] a card that moves belongs to the new owner alone, without the fields that were cleared', async () => {
      const scene = newScene();
      const [from, to] = [await saved(scene), await saved(scene)];
      const before = await savedEcard(scene, anEcard(from, { ecardNumber: newCardNumber(), ecardName: 'Mine' }));
      const { ecardName: _cleared, ...rest } = before;
      const after = { ...rest, customerNumber: to.customerNumber, version: 2 };
      await scene.commit({ ecards: [{ before, after }] });
      expect(await scene.store.ecardsOf(from.customerNumber)).toEqual([]);
      expect(await scene.store.ecardsOf(to.customerNumber)).toStrictEqual([after]);
      expect(await scene.store.currentEcard(before.ecardOperator, before.ecardNumber)).toStrictEqual(after);
    });
  });
}
