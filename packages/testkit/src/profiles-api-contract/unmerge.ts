import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, ORDINARY, type Organisation, responseMeta, unique } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown } from './refusals.js';

interface Numbered {
  readonly customerNumber: number;
}

const adminOf = ({ apiFor }: Organisation) => apiFor({ permissions: [...ORDINARY, Permission.Admin] }).profiles;

const unmerge = (organisation: Organisation, source: Numbered, target: Numbered) =>
  adminOf(organisation).unmerge({
    customerNumber: target.customerNumber,
    mergedCustomerNumber: source.customerNumber,
  });

const connect = ({ api }: Organisation, source: Numbered, target: Numbered) =>
  api.profiles.connect({
    customerNumber: target.customerNumber,
    customerNumberToConnect: source.customerNumber,
    changedByChannel: 'web',
  });

const EVERYTHING = { includeECards: true, includeNotes: true, includePreferences: true, includePersonnelTicket: true };
const TEMPORARY = { profileType: 'T', expirationDate: daysFromNow(30) } as const;

/** A customer as shown, without what every write changes. */
async function contentOf({ api }: Organisation, { customerNumber }: Numbered) {
  const shown = await api.profiles.get({ customerNumber, ...EVERYTHING });
  const { changedAt: _at, changedBy: _by, changedByChannel: _channel, ecardOwnerships = [], ...content } = shown;
  return { ...content, ecards: ecardOwnerships.map(({ changedAt: _changed, ...ecard }) => ecard) };
}

export function unmergeContract(newOrganisation: NewOrganisation): void {
  describe('unmerge', () => {
    test('[UNMERGE-1] both customers are as they were, with all that belongs to them', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target] = [
        await create({ profileType: 'P', email: newEmail(), vippsId: unique(), customerAccountId: unique('ABT-') }),
        await create({ email: newEmail(), customerAccountId: unique('ABT-') }),
      ];
      for (const { customerNumber } of [source, target]) {
        await api.ecards.add(newCard({ customerNumber }));
        await api.ecards.add({ ...newCard({ customerNumber }), endOfOwnership: daysFromNow(-1) });
        await api.notes.add({ customerNumber, text: 'A note' });
        const ticket = { ticketRightOwner: 'VY', ticketRightBearer: 'SJ', ticketHolderCode: 'E1' };
        const valid = { validFrom: '2026-01-01', validTo: daysFromNow(30) };
        await api.personnelTickets.add({ customerNumber, ...ticket, ...valid });
      }
      const before = [await contentOf(organisation, source), await contentOf(organisation, target)];
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      const meta = responseMeta();
      const mergedCustomerNumber = source.customerNumber;
      const answer = await adminOf(organisation).unmerge({ customerNumber, mergedCustomerNumber }, meta.options);
      expect(answer).toStrictEqual(await api.profiles.get({ customerNumber }));
      expect(meta.read().revision).toBe(7);
      expect([await contentOf(organisation, source), await contentOf(organisation, target)]).toEqual(before);
    });

    test.each([{}, TEMPORARY])('[UNMERGE-1] a connect of a customer %j is undone as well', async (fields) => {
      const organisation = newOrganisation();
      const [source, target] = [await organisation.create(fields), await organisation.create()];
      await connect(organisation, source, target);
      await unmerge(organisation, source, target);
      expect(await contentOf(organisation, source)).toMatchObject({ status: 'A', profileType: source.profileType });
    });

    test('[UNMERGE-1] items that moved on to a third customer stay there; changed items return as they are', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target, other] = [await create({ profileType: 'P' }), await create(), await create()];
      const [passedOn, kept] = [newCard(source), newCard(source)];
      for (const card of [passedOn, kept]) await api.ecards.add(card);
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      await api.ecards.update({ ...passedOn, customerNumber: other.customerNumber });
      await api.ecards.update({ ...kept, customerNumber, ecardName: 'Named since' });
      await unmerge(organisation, source, target);
      const { ecards } = await contentOf(organisation, source);
      expect(ecards).toMatchObject([{ ecardNumber: kept.ecardNumber, ecardName: 'Named since' }]);
      const owner = await api.profiles.getByEcard({ ecardNumber: sixteenDigits(passedOn) });
      expect(owner.customerNumber).toBe(other.customerNumber);
    });

    test('[UNMERGE-1] a source that is a target itself takes its numbers along', async () => {
      const organisation = newOrganisation();
      const { source: first, target: second } = await organisation.mergedPair();
      const last = await organisation.create();
      await connect(organisation, second, last);
      const error = await expectRefusal(unmerge(organisation, first, last), 601, 409);
      expect(error.message).toContain(`undo the merge of ${second.customerNumber} first`);
      expect((await unmerge(organisation, second, last)).relatedCustomerNumbers).toEqual([]);
      const found = await organisation.api.profiles.get({ customerNumber: first.customerNumber });
      expect(found).toMatchObject({ customerNumber: second.customerNumber, redirectedFrom: first.customerNumber });
      await unmerge(organisation, first, second);
      expect(await contentOf(organisation, first)).toMatchObject({ status: 'A' });
    });

    test('[REDIR-4] a target that was merged itself is refused (601), naming the survivor', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair();
      const last = await organisation.create();
      await connect(organisation, target, last);
      const error = await expectRefusal(unmerge(organisation, source, target), 601, 409);
      expect(error.details.survivor).toBe(last.customerNumber);
    });

    test('[UNMERGE-1] a key that another profile has taken since, the target included, refuses it (613)', async () => {
      const organisation = newOrganisation();
      const { create, mergedPair, update } = organisation;
      const held = () => ({ email: newEmail(), vippsId: unique() });
      const [one, two, three] = [await mergedPair(held()), await mergedPair(held()), await mergedPair(held())];
      const { email, vippsId } = three.source;
      await create({ email: one.source.email });
      await create({ vippsId: two.source.vippsId });
      await update(three.answer, { email, vippsId });
      for (const { source, target } of [one, two, three]) {
        await expectRefusal(unmerge(organisation, source, target), 613, 409);
        expect(await organisation.events(source)).toHaveLength(2);
      }
      await update(three.answer, { email: null, vippsId: null });
      await unmerge(organisation, three.source, three.target);
      expect(await contentOf(organisation, three.source)).toMatchObject({ email, vippsId });
    });

    test('[UNMERGE-1] a standard customer signs in again as before', async () => {
      const organisation = newOrganisation();
      const signIn = { email: newEmail(), password: 'correct horse battery' };
      const [source, target] = [await organisation.create(signIn), await organisation.create()];
      await connect(organisation, source, target);
      await expectRefusal(organisation.api.credentials.verify(signIn), 611, 401);
      await unmerge(organisation, source, target);
      const { customerNumber } = await organisation.api.credentials.verify(signIn);
      expect(customerNumber).toBe(source.customerNumber);
    });

    test('[UNMERGE-1] it is one event for each party, each naming the other', async () => {
      const organisation = newOrganisation();
      const { api, create, events } = organisation;
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      await api.ecards.add(newCard(source));
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      await unmerge(organisation, source, target);
      const [ofSource, ofTarget] = [(await events(source)).at(-1), (await events(target)).at(-1)];
      const common = { eventType: 'UPDATE', cause: 'unmerge-profiles' };
      expect(ofSource).toMatchObject({ ...common, revision: 4, relatedCustomerNumber: customerNumber });
      expect(ofSource?.changedFields).toEqual(['ecardOwnerships', 'parentId', 'status']);
      expect(ofTarget).toMatchObject({ ...common, revision: 3, relatedCustomerNumber: source.customerNumber });
      expect(ofTarget?.changedFields).toEqual(['ecardOwnerships', 'relatedCustomerNumbers']);
    });

    test('[UNMERGE-1] again it is 404; a later merge works again', async () => {
      const organisation = newOrganisation();
      const { source, target, answer } = await organisation.mergedPair();
      await unmerge(organisation, source, target);
      await expectUnknown(unmerge(organisation, source, target));
      const { customerNumber } = target;
      const pticketCustomerNumber = source.customerNumber;
      const again = await organisation.api.profiles.merge({ customerNumber, pticketCustomerNumber });
      expect(again.relatedCustomerNumbers).toEqual(answer.relatedCustomerNumbers);
    });

    test('[UNMERGE-1] a customer who was never merged is 404, one merged into another is 601, a deactivated one is 404', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const { source, target } = await organisation.mergedPair();
      const [standard, foreign] = [await create(), await newOrganisation().create()];
      for (const one of [standard, foreign, target]) await expectUnknown(unmerge(organisation, one, target));
      await expectRefusal(unmerge(organisation, source, standard), 601, 409);
      await expectUnknown(unmerge(organisation, source, foreign));
      await api.profiles.deactivate({ customerNumber: target.customerNumber });
      await expectUnknown(unmerge(organisation, source, target));
      await expectBadInput(unmerge(organisation, { customerNumber: 0 }, standard), ['mergedCustomerNumber']);
    });

    test('If-Match is about the customer who stays (412)', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair();
      const input = { customerNumber: target.customerNumber, mergedCustomerNumber: source.customerNumber };
      await expectRefusal(adminOf(organisation).unmerge(input, { ifMatch: 1 }), 412, 412);
      await adminOf(organisation).unmerge(input, { ifMatch: 2 });
    });
  });
}
