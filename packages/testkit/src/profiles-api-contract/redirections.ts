import { describe, expect, test } from 'vitest';
import { newCard, START, sixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { newEmail, responseMeta } from './organisation.js';
import { expectRefusal, expectUnknown } from './refusals.js';

export function redirectionContract(newOrganisation: NewOrganisation): void {
  describe('redirection', () => {
    test('[REDIR-1] by number, uuid and reference a merged customer answers with the survivor', async () => {
      const { api, mergedPair } = newOrganisation();
      const { source, target, answer } = await mergedPair();
      const redirected = { ...answer, redirectedFrom: source.customerNumber };
      expect(redirected.customerNumber).toBe(target.customerNumber);
      expect(await api.profiles.get({ customerNumber: source.customerNumber })).toStrictEqual(redirected);
      expect(await api.profiles.getByUuid({ uuid: source.uuid })).toStrictEqual(redirected);
      const customerReference = source.customerRef ?? '';
      expect(await api.profiles.getByCustomerReference({ customerReference })).toStrictEqual(redirected);
    });

    test('[REDIR-1] by the card it had a merged customer answers with the survivor', async () => {
      const { api, create } = newOrganisation();
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      const card = newCard(source);
      await api.ecards.add(card);
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      for (const ecardNumber of [sixteenDigits(card), String(card.ecardNumber)]) {
        expect(await api.profiles.getByEcard({ ecardNumber })).toMatchObject({ customerNumber, status: 'A' });
      }
    });

    test('[REDIR-1] several customers merged into one all lead to it', async () => {
      const { api, create } = newOrganisation();
      const target = await create();
      const sources = [];
      for (let i = 0; i < 3; i++) {
        const source = await create({ profileType: 'P' });
        sources.push(source.customerNumber);
        const { customerNumber } = target;
        await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      }
      for (const customerNumber of sources) {
        const found = await api.profiles.get({ customerNumber });
        expect(found).toMatchObject({ customerNumber: target.customerNumber, redirectedFrom: customerNumber });
        expect([...(found.relatedCustomerNumbers ?? [])].sort()).toEqual([...sources].sort());
      }
      const direct = await api.profiles.get({ customerNumber: target.customerNumber });
      expect(direct).not.toHaveProperty('redirectedFrom');
    });

    test('[REDIR-1] a merged number answers with the survivor as it is now, in its revision', async () => {
      const { api, mergedPair, update } = newOrganisation();
      const { source, answer } = await mergedPair();
      await update(answer, { surname: 'Nyere' });
      const meta = responseMeta();
      const found = await api.profiles.get({ customerNumber: source.customerNumber }, meta.options);
      expect(found.surname).toBe('Nyere');
      expect(meta.read().revision).toBe(3);
    });

    test('[REDIR-3] when the survivor is deactivated, all numbers that lead to it answer as it does', async () => {
      const { api, mergedPair } = newOrganisation();
      const { source, target } = await mergedPair();
      await api.profiles.deactivate({ customerNumber: target.customerNumber });
      const customerReference = source.customerRef ?? '';
      await expectUnknown(api.profiles.get({ customerNumber: source.customerNumber }));
      await expectUnknown(api.profiles.getByCustomerReference({ customerReference }));
      expect(await api.profiles.getByUuid({ uuid: source.uuid })).toStrictEqual(
        await api.profiles.getByUuid({ uuid: target.uuid }),
      );
      const shown = await api.profiles.get({ customerNumber: source.customerNumber, includeDeleted: true });
      expect(shown).toMatchObject({
        customerNumber: target.customerNumber,
        status: 'D',
        redirectedFrom: source.customerNumber,
      });
    });

    test('[REDIR-3] when the survivor is restored, all numbers lead to it again', async () => {
      const { api, mergedPair } = newOrganisation();
      const { source, target } = await mergedPair();
      const { customerNumber } = target;
      await api.profiles.deactivate({ customerNumber });
      await api.profiles.restore({ customerNumber });
      expect(await api.profiles.get({ customerNumber: source.customerNumber })).toMatchObject({ customerNumber });
    });

    test('[REDIR-4] every write to a merged customer is refused (601), naming the survivor', async () => {
      const { api, create, mergedPair, update } = newOrganisation();
      const { source, target } = await mergedPair();
      const standard = await create();
      const personnel = await create({ profileType: 'P' });
      const card = newCard(standard);
      await api.ecards.add(card);
      const { customerNumber } = source;
      const writes = [
        () => update(source, { surname: 'Stille' }),
        () => api.profiles.deactivate({ customerNumber }),
        () => api.ecards.add(newCard(source)),
        () => api.ecards.update({ ...card, customerNumber, startOfOwnership: START }),
        // This card has no owner: the merged customer is refused before the card is looked up.
        () => api.ecards.update(newCard(source)),
        () => api.profiles.merge({ customerNumber, pticketCustomerNumber: personnel.customerNumber }),
        () => api.profiles.merge({ customerNumber: standard.customerNumber, pticketCustomerNumber: customerNumber }),
      ];
      for (const write of writes) {
        const error = await expectRefusal(write(), 601, 409);
        expect(error.details.survivor, String(write)).toBe(target.customerNumber);
      }
      expect(await api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) })).toMatchObject({
        customerNumber: standard.customerNumber,
      });
    });

    test('[REDIR-4] [DEL-1] writes to a number that leads to a deactivated customer are 404', async () => {
      const { api, mergedPair, update } = newOrganisation();
      const { source, target } = await mergedPair({ email: newEmail() });
      await api.profiles.deactivate({ customerNumber: target.customerNumber });
      await expectUnknown(update(source));
      await expectUnknown(update(target));
      await expectUnknown(api.ecards.add(newCard(source)));
      await expectUnknown(api.ecards.add(newCard(target)));
    });
  });
}
