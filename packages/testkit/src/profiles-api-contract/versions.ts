import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { newEmail, type Organisation, responseMeta } from './organisation.js';
import { expectRefusal } from './refusals.js';

async function revisionOf({ api }: Organisation, { customerNumber }: { customerNumber: number }) {
  const meta = responseMeta();
  await api.profiles.get({ customerNumber, includeDeleted: true }, meta.options);
  return meta.read().revision;
}

type Write = (
  organisation: Organisation,
  customer: Awaited<ReturnType<Organisation['create']>>,
  ifMatch: number,
) => Promise<unknown>;

/** The writes to a customer that is active and of type S. */
const WRITES: readonly [string, Write][] = [
  ['update', ({ update }, customer, ifMatch) => update(customer, { surname: 'Ny' }, { ifMatch })],
  ['deactivate', ({ api }, { customerNumber }, ifMatch) => api.profiles.deactivate({ customerNumber }, { ifMatch })],
  ['add e-card', ({ api }, customer, ifMatch) => api.ecards.add(newCard(customer), { ifMatch })],
  [
    'merge',
    async ({ api, create }, { customerNumber }, ifMatch) => {
      const source = await create({ profileType: 'P' });
      return api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber }, { ifMatch });
    },
  ],
];

export function versionsContract(newOrganisation: NewOrganisation): void {
  describe('versions', () => {
    test.each(WRITES)('%s with the current revision is done, and the revision grows by one', async (_name, write) => {
      const organisation = newOrganisation();
      const customer = await organisation.create({ email: newEmail() });
      await write(organisation, customer, 1);
      expect(await revisionOf(organisation, customer)).toBe(2);
    });

    test.each(WRITES)('%s with another revision is refused (412) and changes nothing', async (_name, write) => {
      const organisation = newOrganisation();
      const { create, events, update } = organisation;
      const customer = await update(await create({ email: newEmail() }), { surname: 'Hansen' });
      for (const stale of [1, 3, 99]) await expectRefusal(write(organisation, customer, stale), 412, 412);
      expect(await revisionOf(organisation, customer)).toBe(2);
      expect(await events(customer)).toHaveLength(2);
    });

    test('restore and update of an e-card honour the revision too', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const customer = await create();
      const { customerNumber } = customer;
      const card = newCard(customer);
      await api.ecards.add(card);
      await expectRefusal(api.ecards.update(card, { ifMatch: 1 }), 412, 412);
      await api.ecards.update({ ...card, ecardName: 'Mine' }, { ifMatch: 2 });
      await api.profiles.deactivate({ customerNumber }, { ifMatch: 3 });
      await expectRefusal(api.profiles.restore({ customerNumber }, { ifMatch: 3 }), 412, 412);
      await api.profiles.restore({ customerNumber }, { ifMatch: 4 });
      expect(await revisionOf(organisation, customer)).toBe(5);
    });

    test('every write answers the revision it made', async () => {
      const { api, create, update } = newOrganisation();
      const meta = responseMeta();
      const told = () => meta.read().revision;
      const customer = await create({}, meta.options);
      expect(told()).toBe(1);
      await update(customer, { surname: 'Ny' }, meta.options);
      expect(told()).toBe(2);
      const { customerNumber } = customer;
      await api.profiles.deactivate({ customerNumber }, meta.options);
      expect(told()).toBe(3);
      await api.profiles.restore({ customerNumber }, meta.options);
      expect(told()).toBe(4);
      const { customerNumber: pticketCustomerNumber } = await create({ profileType: 'P' });
      await api.profiles.merge({ customerNumber, pticketCustomerNumber }, meta.options);
      expect(told()).toBe(5);
    });

    test('[CARD-2] a card that moves counts for both owners', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [from, to] = [await create(), await create()];
      const card = newCard(from);
      await api.ecards.add(card);
      await api.ecards.update({ ...card, customerNumber: to.customerNumber }, { ifMatch: 1 });
      expect(await revisionOf(organisation, from)).toBe(3);
      expect(await revisionOf(organisation, to)).toBe(2);
    });

    test('of a merge it is the target’s revision that counts', async () => {
      const { api, create, update } = newOrganisation();
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      await update(source, { surname: 'A' });
      await update(source, { surname: 'B' });
      const call = { customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber };
      await expect(api.profiles.merge(call, { ifMatch: 1 })).resolves.toBeDefined();
    });

    test('changedAt never runs backwards', async () => {
      const { create, update } = newOrganisation();
      let customer = await create();
      for (let i = 0; i < 5; i++) {
        const after = await update(customer, { surname: `Navn ${i}` });
        expect(after.changedAt >= customer.changedAt).toBe(true);
        customer = after;
      }
    });
  });
}
