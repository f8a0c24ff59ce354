import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { type Organisation, unique } from './organisation.js';
import { expectBadInput, expectRefusal } from './refusals.js';

const addresses = (count: number, street = unique('Gate ')) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ town: 'Oslo', postCode: '0150', typeOfAddress: 'P' as const },
    addressLine1: `${street} ${index}`,
  }));

const addAccounts = async ({ api }: Organisation, customerNumber: number, count: number) => {
  for (let index = 0; index < count; index++) {
    await api.customerAccounts.add({ customerNumber, accountId: unique('ABT-') });
  }
};

export function listLimitsContract(newOrganisation: NewOrganisation): void {
  // Contract, section 1: "At most 100 postal addresses, 100 customer accounts … One more is 409 (629), and the error names
  // the list … In a merge or connect, the sum of both profiles counts, and the preview reports it."
  describe('[LIMIT-1] the limits of lists', () => {
    test('the 101st postal address is refused (629), naming the list', async () => {
      const { api, create, update, events } = newOrganisation();
      const customer = await create({ postalAddresses: addresses(100) });
      const { customerNumber } = customer;
      const [address] = addresses(1);
      if (address === undefined) throw new Error('One was made.');
      const error = await expectRefusal(api.postalAddresses.add({ customerNumber, ...address }), 629, 409);
      expect(error.message).toContain('postalAddresses');
      expect(error.details.errors).toMatchObject([{ path: 'postalAddresses' }]);
      await expectRefusal(update(customer, { postalAddresses: [address] }), 629, 409);
      await expectBadInput(update(customer, { postalAddresses: addresses(101) }), ['postalAddresses']);
      expect(await events(customer)).toHaveLength(1);
      const [first] = customer.postalAddresses ?? [];
      await api.postalAddresses.delete({ customerNumber, postalAddressId: first?.id ?? 0 });
      await expect(api.postalAddresses.add({ customerNumber, ...address })).resolves.toBeDefined();
    });

    test('in a connect the sum of both counts, and the preview reports it', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target] = [await create(), await create()];
      await addAccounts(organisation, source.customerNumber, 41);
      await addAccounts(organisation, target.customerNumber, 60);
      const { customerNumber } = target;
      const foreseen = await api.profiles.previewMerge({ customerNumber, sourceCustomerNumber: source.customerNumber });
      expect(foreseen).toMatchObject({ outcome: 'refused', refusal: { errorCode: 629 } });
      expect(foreseen.refusal?.detail).toContain('customerAccounts');
      const call = { customerNumber, customerNumberToConnect: source.customerNumber, changedByChannel: 'web' };
      const error = await expectRefusal(api.profiles.connect(call), 629, 409);
      expect(error.message).toContain('customerAccounts');
      expect(await api.profiles.get({ customerNumber: source.customerNumber })).toMatchObject({ status: 'A' });
    });

    test('cards are counted too, by one and in a transfer', async () => {
      const { api, create } = newOrganisation();
      const [one, other] = [await create(), await create()];
      const card = newCard(one);
      await api.ecards.add(card);
      const moved = await api.ecards.update({ ...card, customerNumber: other.customerNumber });
      expect(moved.customerId).toBe(other.customerNumber);
    });
  });

  // Contract, section 4: "Ids of addresses, cards, notes and tickets are unique in the whole system and are never reused."
  describe('the ids of postal addresses', () => {
    test('are unique in the whole system and never reused', async () => {
      const [one, two] = [newOrganisation(), newOrganisation()];
      const customers = [
        await one.create({ postalAddresses: addresses(2) }),
        await two.create({ postalAddresses: addresses(2) }),
      ];
      const { customerNumber } = customers[0] ?? { customerNumber: 0 };
      const ids = customers.flatMap(({ postalAddresses = [] }) => postalAddresses.map(({ id }) => id));
      await one.api.postalAddresses.delete({ customerNumber, postalAddressId: ids[1] ?? 0 });
      const [fresh] = addresses(1);
      if (fresh === undefined) throw new Error('One was made.');
      ids.push((await one.api.postalAddresses.add({ customerNumber, ...fresh })).id);
      expect(new Set(ids).size).toBe(5);
    });

    test('twice in one update is 400; of two equal new ones one is added', async () => {
      const { create, update } = newOrganisation();
      const [base] = addresses(1);
      if (base === undefined) throw new Error('One was made.');
      const customer = await create({ postalAddresses: [base, { ...base, countryCode: 'NOR' }] });
      expect(customer.postalAddresses).toHaveLength(1);
      const id = customer.postalAddresses?.[0]?.id;
      const twice = [
        { ...base, id },
        { ...base, id, town: 'Bergen' },
      ];
      await expectBadInput(update(customer, { postalAddresses: twice }), ['postalAddresses.1.id']);
      const other = { ...base, town: 'Bergen' };
      expect((await update(customer, { postalAddresses: [base, other, other] })).postalAddresses).toHaveLength(2);
    });
  });
}
