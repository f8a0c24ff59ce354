import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits, tenDigits, wrongSixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, type Organisation } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown } from './refusals.js';

export function ecardLookupContract(newOrganisation: NewOrganisation): void {
  describe('lookup by e-card', () => {
    const ownerBy = async ({ api }: Organisation, ecardNumber: string) =>
      (await api.profiles.getByEcard({ ecardNumber })).customerNumber;

    test('ten and sixteen digits find the owner', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const owner = await create();
      const card = newCard(owner);
      await api.ecards.add(card);
      for (const ecardNumber of [tenDigits(card), sixteenDigits(card)]) {
        expect(await ownerBy(organisation, ecardNumber)).toBe(owner.customerNumber);
      }
    });

    test('a short number is found padded with zeros', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const owner = await create();
      const card = { ...newCard(owner), ecardNumber: Math.floor(Math.random() * 1_000_000) };
      await api.ecards.add(card);
      for (const ecardNumber of [tenDigits(card), sixteenDigits(card)]) {
        expect(await ownerBy(organisation, ecardNumber)).toBe(owner.customerNumber);
      }
    });

    test.each([
      '12345678901',
      '123456789012345',
      '12345678901234567',
      '12345abcde',
      '１２３４５６７８９０',
      '1 2-3',
      ' ',
    ])('%j is no card number (400)', async (ecardNumber) => {
      await expectBadInput(newOrganisation().api.profiles.getByEcard({ ecardNumber }), ['ecardNumber']);
    });

    test('a wrong check digit is refused (628, 400)', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await api.ecards.add(card);
      const ecardNumber = wrongSixteenDigits(card);
      await expectRefusal(api.profiles.getByEcard({ ecardNumber }), 628, 400);
    });

    test('ten digits that match two operators are refused (628, 409); sixteen tell them apart', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [first, second] = [await create(), await create()];
      const one = { ...newCard(first), ecardOperator: '00001' };
      const two = { ...one, customerNumber: second.customerNumber, ecardOperator: '00002' };
      await api.ecards.add(one);
      await api.ecards.add(two);
      await expectRefusal(api.profiles.getByEcard({ ecardNumber: tenDigits(one) }), 628, 409);
      expect(await ownerBy(organisation, sixteenDigits(one))).toBe(first.customerNumber);
      expect(await ownerBy(organisation, sixteenDigits(two))).toBe(second.customerNumber);
    });

    test('ten digits are not ambiguous over an ended ownership', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [first, second] = [await create(), await create()];
      const one = { ...newCard(first), ecardOperator: '00001' };
      const two = { ...one, customerNumber: second.customerNumber, ecardOperator: '00002' };
      await api.ecards.add({ ...one, endOfOwnership: daysFromNow(-1) });
      await api.ecards.add(two);
      expect(await ownerBy(organisation, tenDigits(one))).toBe(second.customerNumber);
    });

    test('ten digits are not ambiguous over another organisation’s card', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const owner = await mine.create();
      const card = { ...newCard(owner), ecardOperator: '00001' };
      await mine.api.ecards.add(card);
      const { customerNumber } = await theirs.create();
      await theirs.api.ecards.add({ ...card, customerNumber, ecardOperator: '00002' });
      expect(await ownerBy(mine, tenDigits(card))).toBe(owner.customerNumber);
    });

    test('[CARD-1] an ended ownership is not found', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await api.ecards.add(card);
      await api.ecards.update({ ...card, endOfOwnership: daysFromNow(-1) });
      await expectUnknown(api.profiles.getByEcard({ ecardNumber: tenDigits(card) }));
      await expectUnknown(api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) }));
    });
  });
}
