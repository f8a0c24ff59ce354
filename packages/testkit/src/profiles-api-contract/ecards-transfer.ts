import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard, START, sixteenDigits, wrongSixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, type EcardBody, ORDINARY, type Organisation } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown, refusalOf, toldBy } from './refusals.js';

const OPTIONAL = () => ({
  ecardName: 'Mine',
  bookingDate: '2026-01-02T00:00:00.000Z',
  shippingDate: '2026-01-03T00:00:00.000Z',
  expirationDate: daysFromNow(100),
});

async function ownerOf({ api }: Organisation, card: EcardBody) {
  return (await api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) })).customerNumber;
}

export function ecardTransferContract(newOrganisation: NewOrganisation): void {
  describe('update e-card', () => {
    test('[CARD-2] a card stays with its owner and all fields are overwritten, absent ones cleared', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      const { id } = await api.ecards.add({ ...card, ...OPTIONAL() });
      const after = await api.ecards.update({ ...card, startOfOwnership: '2026-02-01', ecardName: 'Ny' });
      const { customerNumber, ...fields } = card;
      expect(after).toStrictEqual({
        ...fields,
        id,
        customerId: customerNumber,
        ecardNumber16digits: sixteenDigits(card),
        startOfOwnership: '2026-02-01T00:00:00.000Z',
        ecardName: 'Ny',
        createdAt: expect.any(String),
        changedAt: expect.any(String),
      });
      const shown = await api.profiles.get({ customerNumber, includeECards: true });
      expect(shown.ecardOwnerships).toStrictEqual([after]);
    });

    test('[CARD-2] a card of another customer moves, and nothing of what was not sent moves with it', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [from, to] = [await create(), await create()];
      const card = newCard(from);
      await api.ecards.add({ ...card, ...OPTIONAL() });
      const after = await api.ecards.update({ ...card, customerNumber: to.customerNumber });
      expect(after).toMatchObject({ customerId: to.customerNumber, startOfOwnership: START });
      for (const field of Object.keys(OPTIONAL())) expect(after).not.toHaveProperty(field);
      expect(await ownerOf(organisation, card)).toBe(to.customerNumber);
      const cards = async (customerNumber: number) =>
        (await api.profiles.get({ customerNumber, includeECards: true })).ecardOwnerships;
      expect(await cards(to.customerNumber)).toStrictEqual([after]);
      const stillCurrent = (await cards(from.customerNumber))?.filter((ecard) => ecard.endOfOwnership === undefined);
      expect(stillCurrent).toEqual([]);
    });

    test('[CARD-2] null clears as absence does', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await api.ecards.add({ ...card, ...OPTIONAL() });
      const after = await api.ecards.update({ ...card, ecardName: null, expirationDate: null });
      for (const field of Object.keys(OPTIONAL())) expect(after).not.toHaveProperty(field);
    });

    test('[CARD-1] the move back and forth keeps one current owner', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [a, b] = [await create(), await create()];
      const card = newCard(a);
      await api.ecards.add(card);
      for (const { customerNumber } of [b, a, b]) {
        await api.ecards.update({ ...card, customerNumber });
        expect(await ownerOf(organisation, card)).toBe(customerNumber);
      }
    });

    test('an ownership can be ended, and the card then has no owner (404)', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await api.ecards.add(card);
      const endOfOwnership = daysFromNow(-1);
      expect(await api.ecards.update({ ...card, endOfOwnership })).toMatchObject({ endOfOwnership });
      await expectUnknown(api.ecards.update(card));
    });

    test('a card that never had an owner is unknown (404)', async () => {
      const { api, create } = newOrganisation();
      await expectUnknown(api.ecards.update(newCard(await create())));
    });

    test('an unknown customer is unknown (404), whatever the card', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await api.ecards.add(card);
      await expectUnknown(api.ecards.update({ ...card, customerNumber: Number.MAX_SAFE_INTEGER }));
    });

    test('sixteen digits that do not fit are refused (628, 400)', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await api.ecards.add(card);
      const update = api.ecards.update({ ...card, ecardNumber16digits: wrongSixteenDigits(card) });
      await expectBadInput(update, ['ecardNumber16digits'], 628);
    });

    test('startOfOwnership is required, and unknown fields are refused', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await api.ecards.add(card);
      const { startOfOwnership: _left, ...rest } = card;
      await expectBadInput(api.ecards.update(rest as EcardBody), ['startOfOwnership']);
      await expectBadInput(api.ecards.update({ ...card, colour: 'red' } as EcardBody), ['colour']);
    });

    test('[CARD-3] a card of another organisation’s customer is unknown, exactly like one without an owner', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const card = newCard(await theirs.create());
      await theirs.api.ecards.add(card);
      const own = await mine.create();
      const foreign = await expectUnknown(mine.api.ecards.update({ ...card, customerNumber: own.customerNumber }));
      const unowned = await expectUnknown(mine.api.ecards.update(newCard(own)));
      expect(toldBy(foreign)).toEqual(toldBy(unowned));
      expect(await ownerOf(theirs, card)).toBe(card.customerNumber);
    });

    test('[CARD-3] a card never goes to another organisation’s customer', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const card = newCard(await mine.create());
      await mine.api.ecards.add(card);
      const { customerNumber } = await theirs.create();
      await expectUnknown(mine.api.ecards.update({ ...card, customerNumber }));
      expect(await ownerOf(mine, card)).toBe(card.customerNumber);
    });

    test('[CARD-3] not even for a caller who may act for both organisations', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const api = mine.apiFor({ permissions: [...ORDINARY, Permission.AllOrganisations] });
      const card = newCard(await mine.create());
      await mine.api.ecards.add(card);
      const { customerNumber } = await theirs.create();
      await expectUnknown(api.ecards.update({ ...card, customerNumber }));
      expect(await ownerOf(mine, card)).toBe(card.customerNumber);
    });

    test('[CARD-4] a card does not move to a deactivated (404) or resting customer (601), and stays where it was', async () => {
      const organisation = newOrganisation();
      const { api, create, update } = organisation;
      const card = newCard(await create());
      await api.ecards.add(card);
      const [gone, resting] = [await create(), await create()];
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      await update(resting, { status: 'P' });
      await expectUnknown(api.ecards.update({ ...card, customerNumber: gone.customerNumber }));
      await expectRefusal(api.ecards.update({ ...card, customerNumber: resting.customerNumber }), 601, 409);
      expect(await ownerOf(organisation, card)).toBe(card.customerNumber);
    });

    test('[CARD-2] a deactivated customer’s card can move to another one', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [gone, heir] = [await create(), await create()];
      const card = newCard(gone);
      await api.ecards.add(card);
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      await refusalOf(api.ecards.add({ ...card, customerNumber: heir.customerNumber }));
      await api.ecards.update({ ...card, customerNumber: heir.customerNumber });
      expect(await ownerOf(organisation, card)).toBe(heir.customerNumber);
    });
  });
}
