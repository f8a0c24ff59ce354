import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, type Organisation, unique } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown } from './refusals.js';

interface Customer {
  readonly customerNumber: number;
}

const connect = ({ api }: Organisation, source: Customer, target: Customer) =>
  api.profiles.connect({
    customerNumber: target.customerNumber,
    customerNumberToConnect: source.customerNumber,
    changedByChannel: 'web',
  });

const temporary = ({ create }: Organisation) => create({ profileType: 'T', expirationDate: daysFromNow(30) });

export function connectContract(newOrganisation: NewOrganisation): void {
  describe('connect', () => {
    test('[MERGE-1] a temporary customer becomes part of a standard one, with all it has', async () => {
      const organisation = newOrganisation();
      const { api, create, events } = organisation;
      const [source, target] = [await temporary(organisation), await create()];
      const card = newCard(source);
      await api.ecards.add(card);
      const accountId = unique('ABT-');
      await api.customerAccounts.add({ customerNumber: source.customerNumber, accountId });
      await api.notes.add({ customerNumber: source.customerNumber, text: 'moves' });
      const answer = await connect(organisation, source, target);
      expect(answer).toStrictEqual({
        changedAt: expect.any(String),
        relatedCustomerNumbers: [source.customerNumber],
      });
      const { customerNumber } = target;
      const shown = await api.profiles.get({
        customerNumber: source.customerNumber,
        includeECards: true,
        includeNotes: true,
      });
      expect(shown).toMatchObject({
        customerNumber,
        redirectedFrom: source.customerNumber,
        changedAt: answer.changedAt,
        changedByChannel: 'web',
        customerAccounts: [{ accountId }],
        ecardOwnerships: [{ ecardNumber: card.ecardNumber }],
        notes: [{ text: 'moves' }],
      });
      for (const [one, other] of [
        [source, target],
        [target, source],
      ] as const) {
        const last = (await events(one)).at(-1);
        expect(last).toMatchObject({ cause: 'connect-profile', relatedCustomerNumber: other.customerNumber });
      }
    });

    test('what the source held alone is free afterwards, but for its reference', async () => {
      const organisation = newOrganisation();
      const { create } = organisation;
      const held = { email: newEmail(), vippsId: unique('vipps-') };
      const source = await create({ ...held, customerRef: unique('CRM-') });
      await connect(organisation, source, await create());
      await expect(create(held)).resolves.toMatchObject(held);
      await expectRefusal(create({ customerRef: source.customerRef ?? '' }), 625, 409);
    });

    test('[REDIR-1] chains and trees flatten: every number leads to the end', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [a, b, c, d] = [await create(), await create(), await create(), await temporary(organisation)];
      await connect(organisation, a, b);
      await connect(organisation, d, b);
      const { relatedCustomerNumbers } = await connect(organisation, b, c);
      const numbers = [a, b, d].map(({ customerNumber }) => customerNumber);
      expect([...relatedCustomerNumbers].sort()).toEqual([...numbers].sort());
      for (const customerNumber of numbers) {
        const found = await api.profiles.get({ customerNumber });
        expect(found).toMatchObject({ customerNumber: c.customerNumber, redirectedFrom: customerNumber });
      }
    });

    test('[MERGE-2] the same again gives the same answer and no event', async () => {
      const organisation = newOrganisation();
      const [source, target] = [await temporary(organisation), await organisation.create()];
      const first = await connect(organisation, source, target);
      expect(await connect(organisation, source, target)).toStrictEqual(first);
      expect(await organisation.events(target)).toHaveLength(2);
    });

    test('[MERGE-3] of two crossing connects exactly one is done', async () => {
      const organisation = newOrganisation();
      for (let round = 0; round < 5; round++) {
        const [a, b] = [await organisation.create(), await organisation.create()];
        const both = await Promise.allSettled([connect(organisation, a, b), connect(organisation, b, a)]);
        const refused = both.filter((one) => one.status === 'rejected');
        expect(refused).toHaveLength(1);
        expect(refused[0]?.reason).toMatchObject({ code: 601 });
        const [first, second] = await organisation.api.profiles.getMany({
          customerNumbers: [a.customerNumber, b.customerNumber],
        });
        expect(first).toMatchObject({ status: 'A' });
        expect(second).toBeUndefined();
      }
    });

    test('parties of the wrong type, passive ones and oneself are refused (601), hidden ones unknown', async () => {
      const organisation = newOrganisation();
      const { api, create, update, mergedPair } = organisation;
      const standard = await create();
      const refused = async (source: Customer, target: Customer) =>
        (await expectRefusal(connect(organisation, source, target), 601, 409)).details.survivor;
      await refused(await create({ profileType: 'P' }), standard);
      await refused(standard, await create({ profileType: 'P' }));
      await refused(standard, await temporary(organisation));
      await refused(standard, standard);
      const resting = await create();
      await update(resting, { status: 'P' });
      await refused(resting, standard);
      const { source, target } = await mergedPair();
      expect(await refused(source, standard)).toBe(target.customerNumber);
      expect(await refused(standard, source)).toBe(target.customerNumber);
      const gone = await create();
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      await expectUnknown(connect(organisation, gone, standard));
      await expectUnknown(connect(organisation, standard, gone));
      const foreign = await newOrganisation().create();
      await expectUnknown(connect(organisation, foreign, standard));
      await expectUnknown(connect(organisation, standard, foreign));
    });

    test('the source is named once, or twice alike', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target] = [await temporary(organisation), await create()];
      const body = { customerNumber: target.customerNumber, changedByChannel: 'web' };
      const { customerNumber } = source;
      await expectBadInput(api.profiles.connect(body), ['customerNumberToConnect']);
      const different = { customerNumberToConnect: customerNumber, temporaryCustomerNumber: customerNumber + 1 };
      await expectBadInput(api.profiles.connect({ ...body, ...different }), ['temporaryCustomerNumber']);
      const alike = { customerNumberToConnect: customerNumber, temporaryCustomerNumber: customerNumber };
      await api.profiles.connect({ ...body, ...alike });
      const again = await api.profiles.connect({ ...body, temporaryCustomerNumber: customerNumber });
      expect(again.relatedCustomerNumbers).toEqual([customerNumber]);
    });
  });
}
