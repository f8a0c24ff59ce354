import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, responseMeta, unique } from './organisation.js';
import { expectRefusal } from './refusals.js';

export function mergeContract(newOrganisation: NewOrganisation): void {
  describe('merge', () => {
    test('[MERGE-1] the target is answered, with the source among its numbers and its own values kept', async () => {
      const { api, mergedPair } = newOrganisation();
      const { source, target, answer } = await mergedPair(
        { surname: 'Kilde', email: newEmail() },
        { surname: 'Maal', email: newEmail(), vippsId: unique() },
      );
      expect(answer).toStrictEqual({
        ...target,
        relatedCustomerNumbers: [source.customerNumber],
        changedAt: answer.changedAt,
        changedBy: answer.changedBy,
        changedByChannel: answer.changedByChannel,
      });
      expect(await api.profiles.get({ customerNumber: target.customerNumber })).toStrictEqual(answer);
    });

    test('[MERGE-1] the target’s numbers gain every source in turn', async () => {
      const { api, create, mergedPair } = newOrganisation();
      const { source, target } = await mergedPair();
      const second = await create({ profileType: 'P' });
      const { customerNumber } = target;
      const answer = await api.profiles.merge({ customerNumber, pticketCustomerNumber: second.customerNumber });
      expect(new Set(answer.relatedCustomerNumbers)).toEqual(new Set([source.customerNumber, second.customerNumber]));
    });

    test('[MERGE-1] the source’s email, username and vippsId are free for others', async () => {
      const { create, mergedPair } = newOrganisation();
      const { source } = await mergedPair({ email: newEmail(), vippsId: unique() });
      const { email, vippsId } = source;
      await expect(create({ email, vippsId })).resolves.toMatchObject({ email, username: email, vippsId });
    });

    test('[MERGE-1] the source’s values are free for the target too', async () => {
      const { mergedPair, update } = newOrganisation();
      const { source, answer } = await mergedPair({ email: newEmail(), vippsId: unique() });
      const { email, vippsId } = source;
      expect(await update(answer, { email, vippsId })).toMatchObject({ email, username: email, vippsId });
    });

    test('[UNIQ-2] the source’s customerRef is not free', async () => {
      const { create, mergedPair } = newOrganisation();
      const { source } = await mergedPair({ customerRef: unique('CRM-') });
      await expectRefusal(create({ customerRef: source.customerRef }), 625, 409);
    });

    test('[MERGE-1] customer accounts move, and stay unique', async () => {
      const { create, mergedPair } = newOrganisation();
      const [moved, kept] = [unique('abt-'), unique('abt-')];
      const { answer } = await mergedPair({ customerAccountId: moved }, { customerAccountId: kept });
      expect(answer.customerAccounts?.map(({ accountId }) => accountId).sort()).toEqual([moved, kept].sort());
      expect(answer.customerAccountId).toBe(kept);
      await expectRefusal(create({ customerAccountId: moved }), 624, 409);
    });

    test('[MERGE-1] every e-card moves, those ended too, and keeps its fields', async () => {
      const { api, create } = newOrganisation();
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      const current = await api.ecards.add({ ...newCard(source), ecardName: 'Nå' });
      const ended = await api.ecards.add({ ...newCard(source), endOfOwnership: daysFromNow(-1) });
      const own = await api.ecards.add(newCard(target));
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      const { ecardOwnerships = [] } = await api.profiles.get({ customerNumber, includeECards: true });
      const byNumber = new Map(ecardOwnerships.map((ecard) => [ecard.ecardNumber, ecard]));
      expect(byNumber.size).toBe(3);
      for (const before of [current, ended]) {
        const after = byNumber.get(before.ecardNumber);
        expect(after).toStrictEqual({ ...before, customerId: customerNumber, changedAt: after?.changedAt });
      }
      expect(byNumber.get(own.ecardNumber)).toStrictEqual(own);
    });

    test('[MERGE-2] the same merge again gives the same answer and no event', async () => {
      const { api, events, mergedPair } = newOrganisation();
      const { source, target, answer } = await mergedPair();
      const meta = responseMeta();
      const call = { customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber };
      expect(await api.profiles.merge(call, meta.options)).toStrictEqual(answer);
      expect(meta.read().revision).toBe(2);
      expect(await events(source)).toHaveLength(2);
      expect(await events(target)).toHaveLength(2);
    });

    test('[MERGE-2] the same merge again answers the target as it is by then', async () => {
      const { api, mergedPair, update } = newOrganisation();
      const { source, target, answer } = await mergedPair();
      const later = await update(answer, { surname: 'Senere' });
      const call = { customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber };
      expect(await api.profiles.merge(call)).toStrictEqual(later);
    });

    test('who merged stands in the headers', async () => {
      const { api, create } = newOrganisation();
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      const call = { customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber };
      const who = { changedBy: 'ola', changedByChannel: 'desk' };
      expect(await api.profiles.merge(call, who)).toMatchObject(who);
    });

    test('the target can be changed after the merge', async () => {
      const { mergedPair, update } = newOrganisation();
      const { source, answer } = await mergedPair();
      const after = await update(answer, { surname: 'Etterpå' });
      expect(after).toMatchObject({ surname: 'Etterpå', relatedCustomerNumbers: [source.customerNumber] });
    });
  });
}
