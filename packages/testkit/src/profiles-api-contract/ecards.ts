import { describe, expect, test } from 'vitest';
import { newCard, START, sixteenDigits, wrongSixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, type EcardBody } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown, refusalOf, toldBy } from './refusals.js';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const BAD: readonly [Record<string, unknown>, string][] = [
  [{ ecardOperator: '5780' }, 'ecardOperator'],
  [{ ecardOperator: '5780a' }, 'ecardOperator'],
  [{ ecardOperator: 57803 }, 'ecardOperator'],
  [{ ecardNumber: '1234567890' }, 'ecardNumber'],
  [{ ecardNumber: -1 }, 'ecardNumber'],
  [{ ecardNumber: 12_345_678_901 }, 'ecardNumber'],
  [{ ecardNumber: 1.5 }, 'ecardNumber'],
  [{ startOfOwnership: 'yesterday' }, 'startOfOwnership'],
  [{ endOfOwnership: '2026-02-30' }, 'endOfOwnership'],
  [{ ecardNumber16digits: '123' }, 'ecardNumber16digits'],
  [{ ecardName: 'x'.repeat(101) }, 'ecardName'],
  [{ ecardName: 'a\nb' }, 'ecardName'],
  [{ ecardColour: 'red' }, 'ecardColour'],
];

export function ecardsContract(newOrganisation: NewOrganisation): void {
  describe('add e-card', () => {
    test('a card with only the required fields is answered with its sixteen digits and nothing made up', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      const { customerNumber, ...fields } = card;
      const ownership = await api.ecards.add(card);
      expect(ownership).toStrictEqual({
        ...fields,
        id: expect.any(String),
        customerId: customerNumber,
        ecardNumber16digits: sixteenDigits(card),
        createdAt: expect.stringMatching(ISO),
        changedAt: ownership.createdAt,
      });
    });

    test('every field that is given is answered, and shown below the customer', async () => {
      const { api, create } = newOrganisation();
      const customer = await create();
      const card = newCard(customer);
      const given = {
        ecardNumber16digits: sixteenDigits(card),
        ecardName: "Kari's $card 😀",
        bookingDate: '2026-01-02T00:00:00.000Z',
        shippingDate: '2026-01-03T12:00:00.000Z',
        expirationDate: daysFromNow(1000),
      };
      const ownership = await api.ecards.add({ ...card, ...given, bookingDate: '2026-01-02' });
      expect(ownership).toMatchObject(given);
      const { customerNumber } = customer;
      const shown = await api.profiles.get({ customerNumber, includeECards: true });
      expect(shown.ecardOwnerships).toStrictEqual([ownership]);
    });

    test('the sixteen digits carry the Luhn check digit', async () => {
      const { api, create } = newOrganisation();
      const customer = await create();
      for (let i = 0; i < 10; i++) {
        const card = newCard(customer);
        const { ecardNumber16digits } = await api.ecards.add(card);
        expect(ecardNumber16digits).toBe(sixteenDigits(card));
      }
    });

    test('a short card number is padded with zeros', async () => {
      const { api, create } = newOrganisation();
      const card = { ...newCard(await create()), ecardNumber: Math.floor(Math.random() * 1_000_000) };
      const { ecardNumber, ecardNumber16digits } = await api.ecards.add(card);
      expect(ecardNumber).toBe(card.ecardNumber);
      expect(ecardNumber16digits).toBe(sixteenDigits(card));
    });

    test.each(BAD)('%j is refused (400), naming %s', async (fields, path) => {
      const { api, create } = newOrganisation();
      await expectBadInput(api.ecards.add({ ...newCard(await create()), ...fields } as EcardBody), [path]);
    });

    test.each(['ecardNumber', 'ecardOperator', 'startOfOwnership'])('%s is required', async (field) => {
      const { api, create } = newOrganisation();
      const { [field]: _left, ...body } = newCard(await create()) as Record<string, unknown>;
      await expectBadInput(api.ecards.add(body as EcardBody), [field]);
    });

    test('sixteen digits that do not fit are refused (628, 400)', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      const wrong = [wrongSixteenDigits(card), sixteenDigits({ ...card, ecardOperator: '00000' })];
      for (const ecardNumber16digits of wrong) {
        await expectBadInput(api.ecards.add({ ...card, ecardNumber16digits }), ['ecardNumber16digits'], 628);
      }
    });

    test('[CARD-1] a card that the customer or another one owns is refused (627)', async () => {
      const { api, create } = newOrganisation();
      const [owner, other] = [await create(), await create()];
      const card = newCard(owner);
      await api.ecards.add(card);
      await expectRefusal(api.ecards.add(card), 627, 409);
      await expectRefusal(api.ecards.add({ ...card, customerNumber: other.customerNumber }), 627, 409);
    });

    test('[CARD-1] a card of another organisation is refused alike, without telling whose it is', async () => {
      const mine = newOrganisation();
      const theirs = newOrganisation();
      const [own, foreign] = [newCard(await mine.create()), newCard(await theirs.create())];
      await mine.api.ecards.add(own);
      await theirs.api.ecards.add(foreign);
      const { customerNumber } = await mine.create();
      const ownRefusal = await expectRefusal(mine.api.ecards.add({ ...own, customerNumber }), 627, 409);
      const foreignRefusal = await expectRefusal(mine.api.ecards.add({ ...foreign, customerNumber }), 627, 409);
      expect(toldBy(foreignRefusal)).toEqual(toldBy(ownRefusal));
    });

    test('[CARD-1] the same number of another operator is another card', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await api.ecards.add({ ...card, ecardOperator: '00001' });
      await expect(api.ecards.add({ ...card, ecardOperator: '00002' })).resolves.toMatchObject({
        ecardOperator: '00002',
      });
    });

    test('[CARD-1] a card whose ownership has ended can be owned anew', async () => {
      const { api, create } = newOrganisation();
      const [first, second] = [await create(), await create()];
      const card = newCard(first);
      await api.ecards.add(card);
      await api.ecards.update({ ...card, endOfOwnership: daysFromNow(-1) });
      const again = await api.ecards.add({ ...card, customerNumber: second.customerNumber });
      expect(again).toMatchObject({ customerId: second.customerNumber });
      expect(again).not.toHaveProperty('endOfOwnership');
    });

    test('[CARD-4] a deactivated customer gets no card (404)', async () => {
      const { api, create } = newOrganisation();
      const customer = await create();
      await api.profiles.deactivate({ customerNumber: customer.customerNumber });
      await expectUnknown(api.ecards.add(newCard(customer)));
    });

    test('a refused card gets no owner', async () => {
      const { api, create } = newOrganisation();
      const customer = await create();
      const card = newCard(customer);
      await refusalOf(
        api.ecards.add({ ...card, startOfOwnership: START, ecardNumber16digits: wrongSixteenDigits(card) }),
      );
      await expectUnknown(api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) }));
      await expect(api.ecards.add(card)).resolves.toBeDefined();
    });
  });
}
