import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, type Organisation, unique } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown, refusalOf } from './refusals.js';

interface Numbered {
  readonly customerNumber: number;
}

const preview = ({ api }: Organisation, source: Numbered, target: Numbered) =>
  api.profiles.previewMerge({
    customerNumber: target.customerNumber,
    sourceCustomerNumber: source.customerNumber,
  });

const merge = ({ api }: Organisation, source: Numbered, target: Numbered) =>
  api.profiles.merge({ customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber });

export function previewContract(newOrganisation: NewOrganisation): void {
  describe('the preview of a merge', () => {
    test('[PREVIEW-1] what it says would move is what the merge then moves', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target] = [await create({ profileType: 'P', email: newEmail() }), await create()];
      const { customerNumber } = source;
      const card = await api.ecards.add(newCard(source));
      const ended = await api.ecards.add({ ...newCard(source), endOfOwnership: daysFromNow(-1) });
      const { accountId } = await api.customerAccounts.add({ customerNumber, accountId: unique('ABT-') });
      const note = await api.notes.add({ customerNumber, text: 'moves' });
      const foreseen = await preview(organisation, source, target);
      expect(foreseen).toStrictEqual({
        operation: 'merge-profiles',
        outcome: 'possible',
        moves: {
          ecards: expect.arrayContaining([card.id, ended.id]),
          ...{ customerAccounts: [accountId], personnelTickets: [], notes: [note.id], preferences: [] },
        },
        takes: [],
        conflicts: [{ field: 'email', source: source.email }],
        relatedCustomerNumbers: [source.customerNumber],
      });
      const merged = await merge(organisation, source, target);
      expect(merged.relatedCustomerNumbers).toEqual(foreseen.relatedCustomerNumbers);
      expect(merged.customerAccounts?.map((one) => one.accountId)).toEqual(foreseen.moves.customerAccounts);
      const shown = await api.profiles.get({
        customerNumber: target.customerNumber,
        includeECards: true,
        includeNotes: true,
      });
      expect(shown.ecardOwnerships?.map(({ id }) => id).sort()).toEqual([...foreseen.moves.ecards].sort());
      expect(shown.notes?.map(({ id }) => id)).toEqual(foreseen.moves.notes);
      expect(shown.email).toBeUndefined();
    });

    test('[PREVIEW-1] where both have a value, the conflict tells both', async () => {
      const organisation = newOrganisation();
      const { create } = organisation;
      const [source, target] = [
        await create({ firstName: 'Karianne', dateOfBirth: '1985-04-12' }),
        await create({ dateOfBirth: '1986-04-12' }),
      ];
      expect(await preview(organisation, source, target)).toMatchObject({
        operation: 'connect-profile',
        conflicts: [
          { field: 'firstName', source: 'Karianne', target: 'Kari' },
          { field: 'dateOfBirth', source: '1985-04-12', target: '1986-04-12' },
        ],
      });
    });

    test('[PREVIEW-1] nothing is written', async () => {
      const organisation = newOrganisation();
      const { api, create, events } = organisation;
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      await preview(organisation, source, target);
      for (const party of [source, target]) {
        expect(await api.profiles.get({ customerNumber: party.customerNumber })).toStrictEqual(party);
        expect(await events(party)).toHaveLength(1);
      }
    });

    test('[PREVIEW-1] a refusal is part of the answer, in the words of the merge', async () => {
      const organisation = newOrganisation();
      const { create, update, mergedPair } = organisation;
      const [personnel, standard, resting] = [
        await create({ profileType: 'P' }),
        await create(),
        await create({ profileType: 'P' }),
      ];
      await update(resting, { status: 'P' });
      const { source, target } = await mergedPair();
      const pairs = [
        [personnel, personnel],
        [resting, standard],
        [source, standard],
        [personnel, source],
      ] as const;
      for (const [from, to] of pairs) {
        const { code, message, details } = await refusalOf(merge(organisation, from, to));
        const foreseen = await preview(organisation, from, to);
        expect(foreseen).toMatchObject({ outcome: 'refused', conflicts: [], refusal: { errorCode: code } });
        expect(foreseen.refusal?.survivor).toBe(details.survivor);
        expect(message).toContain(foreseen.refusal?.detail);
      }
      expect((await preview(organisation, source, standard)).refusal?.survivor).toBe(target.customerNumber);
    });

    test('[UNIQ-1] an email of a temporary source that another customer has is refused (602), as the connect is', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const email = newEmail();
      const [holder, target] = [await create({ email: email.toUpperCase() }), await create()];
      const source = await create({ profileType: 'T', expirationDate: daysFromNow(9), email });
      const numbers = { customerNumber: target.customerNumber, sourceCustomerNumber: source.customerNumber };
      const { customerNumber } = target;
      const body = { customerNumber, customerNumberToConnect: source.customerNumber, changedByChannel: 'web' };
      for (const options of [{ fillBlanks: true }, { take: ['email' as const] }]) {
        const foreseen = await api.profiles.previewMerge({ ...numbers, ...options });
        expect(foreseen).toMatchObject({ outcome: 'refused', takes: [], refusal: { errorCode: 602 } });
        await expectRefusal(api.profiles.connect({ ...body, ...options }), 602, 409);
      }
      expect(await api.profiles.previewMerge(numbers)).toMatchObject({ outcome: 'possible', takes: [] });
      await api.profiles.deactivate({ customerNumber: holder.customerNumber });
      expect(await api.profiles.previewMerge({ ...numbers, fillBlanks: true })).toMatchObject({ outcome: 'possible' });
      expect((await api.profiles.connect({ ...body, fillBlanks: true })).relatedCustomerNumbers).toHaveLength(1);
    });

    test('[MERGE-2] what was merged already is done', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair();
      const { outcome, relatedCustomerNumbers } = await preview(organisation, source, target);
      expect({ outcome, relatedCustomerNumbers }).toEqual({
        outcome: 'done',
        relatedCustomerNumbers: [source.customerNumber],
      });
    });

    test('an unknown or deactivated party is 404, a number that is none 400', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target, gone] = [await create({ profileType: 'P' }), await create(), await create()];
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      const unknown = { customerNumber: Number.MAX_SAFE_INTEGER };
      const foreign = await newOrganisation().create();
      for (const absent of [unknown, gone, foreign]) {
        await expectUnknown(preview(organisation, source, absent));
        await expectUnknown(preview(organisation, absent, target));
      }
      await expectBadInput(preview(organisation, { customerNumber: 0 }, target), ['sourceCustomerNumber']);
    });
  });
}
