import { Permission, ProfilesError } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { newEmail, responseMeta, unique } from './organisation.js';

/** The outcome of calls made at once: the responses, and the codes of the refusals. */
async function race<T>(calls: readonly Promise<T>[]) {
  const settled = await Promise.allSettled(calls);
  const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const codes = settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    const reason: unknown = one.reason;
    return [reason instanceof ProfilesError ? reason.code : reason];
  });
  return { answers, codes };
}

const times = <T>(count: number, call: (index: number) => Promise<T>) =>
  Array.from({ length: count }, (_, i) => call(i));

export function racesContract(newOrganisation: NewOrganisation): void {
  describe('races', () => {
    test.each([
      ['[UNIQ-1] email', 602, () => ({ email: newEmail() })],
      ['[UNIQ-2] customerRef', 625, () => ({ customerRef: unique() })],
      ['[UNIQ-4] vippsId', 626, () => ({ vippsId: unique() })],
      ['[UNIQ-5] customer account id', 624, () => ({ customerAccountId: unique() })],
    ] as const)('%s: of 15 creates at once one wins, the others get %i', async (_name, code, value) => {
      const { api, create } = newOrganisation();
      const fields = value();
      const { answers, codes } = await race(times(15, () => create({ ...fields, surname: 'Kappløp' })));
      expect(answers).toHaveLength(1);
      expect(new Set(codes)).toEqual(new Set([code]));
      expect(await api.profiles.find({ surname: 'kappløp' })).toHaveLength(1);
    });

    test('[UNIQ-1] of 10 customers that take one email by update one wins, the others get 602', async () => {
      const { create, update } = newOrganisation();
      const customers = await Promise.all(times(10, () => create()));
      const email = newEmail();
      const { answers, codes } = await race(customers.map((customer) => update(customer, { email })));
      expect(answers).toHaveLength(1);
      expect(codes).toEqual(Array.from({ length: 9 }, () => 602));
    });

    test('15 updates at once without If-Match are all done, one after the other', async () => {
      const { api, create, events, update } = newOrganisation();
      const customer = await create();
      const { codes } = await race(times(15, (i) => update(customer, { surname: `Navn ${i}` })));
      expect(codes).toEqual([]);
      const revisions = (await events(customer)).map(({ revision }) => revision);
      expect(revisions).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
      const meta = responseMeta();
      await api.profiles.get({ customerNumber: customer.customerNumber }, meta.options);
      expect(meta.read().revision).toBe(16);
    });

    test('of 15 updates at once with the same If-Match one is done, the others get 412', async () => {
      const { create, update } = newOrganisation();
      const customer = await create();
      const { answers, codes } = await race(
        times(15, (i) => update(customer, { surname: `Navn ${i}` }, { ifMatch: 1 })),
      );
      expect(answers).toHaveLength(1);
      expect(codes).toEqual(Array.from({ length: 14 }, () => 412));
    });

    test('[CARD-1] of 10 customers that add one card at once one gets it, the others get 627', async () => {
      const { api, create } = newOrganisation();
      const customers = await Promise.all(times(10, () => create()));
      const [first] = customers;
      expect(first).toBeDefined();
      if (first === undefined) return;
      const card = newCard(first);
      const { answers, codes } = await race(
        customers.map(({ customerNumber }) => api.ecards.add({ ...card, customerNumber })),
      );
      expect(answers).toHaveLength(1);
      expect(codes).toEqual(Array.from({ length: 9 }, () => 627));
      const owner = await api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) });
      expect(owner.customerNumber).toBe(answers[0]?.customerId);
    });

    test('[CARD-2] of 8 moves of one card at once each is done, and one owner is left', async () => {
      const { api, create } = newOrganisation();
      const [owner, ...others] = await Promise.all(times(9, () => create()));
      expect(owner).toBeDefined();
      if (owner === undefined) return;
      const card = newCard(owner);
      await api.ecards.add(card);
      const { codes } = await race(others.map(({ customerNumber }) => api.ecards.update({ ...card, customerNumber })));
      expect(codes).toEqual([]);
      const all = await Promise.all(
        [owner, ...others].map(({ customerNumber }) => api.profiles.get({ customerNumber, includeECards: true })),
      );
      const current = all.flatMap(({ ecardOwnerships = [] }) =>
        ecardOwnerships.filter((e) => e.endOfOwnership === undefined),
      );
      expect(current).toHaveLength(1);
    });

    test('[MERGE-1] of 6 targets that merge one source at once one wins, the others get 601', async () => {
      const { api, create } = newOrganisation();
      const source = await create({ profileType: 'P' });
      const targets = await Promise.all(times(6, () => create()));
      const { answers, codes } = await race(
        targets.map(({ customerNumber }) =>
          api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber }),
        ),
      );
      expect(answers).toHaveLength(1);
      expect(codes).toEqual(Array.from({ length: 5 }, () => 601));
      const survivor = await api.profiles.get({ customerNumber: source.customerNumber });
      expect(survivor.customerNumber).toBe(answers[0]?.customerNumber);
    });

    test('[MERGE-1] of 6 sources merged into one target at once all arrive', async () => {
      const { api, create } = newOrganisation();
      const target = await create();
      const sources = await Promise.all(times(6, () => create({ profileType: 'P' })));
      const { customerNumber } = target;
      const { codes } = await race(
        sources.map((source) => api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber })),
      );
      expect(codes).toEqual([]);
      const { relatedCustomerNumbers } = await api.profiles.get({ customerNumber });
      expect(new Set(relatedCustomerNumbers)).toEqual(new Set(sources.map((source) => source.customerNumber)));
    });

    test('[REST-1] restore and create racing for one email: one of them has it', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber, email } = await create({ email: newEmail() });
      await api.profiles.deactivate({ customerNumber });
      const { answers, codes } = await race([api.profiles.restore({ customerNumber }), create({ email })]);
      expect(answers).toHaveLength(1);
      expect([602, 613]).toContain(codes[0]);
      expect(await api.profiles.find({ email: email ?? '' })).toHaveLength(1);
    });

    test('[UNMERGE-1] of two who undo one merge at once one does, the other finds it undone (404)', async () => {
      const { apiFor, events, mergedPair } = newOrganisation();
      const { source, target } = await mergedPair();
      const { profiles } = apiFor({ permissions: [Permission.Admin] });
      const input = { customerNumber: target.customerNumber, mergedCustomerNumber: source.customerNumber };
      const { answers, codes } = await race(times(2, () => profiles.unmerge(input)));
      expect(answers).toHaveLength(1);
      expect(codes).toEqual([617]);
      expect(await events(source)).toHaveLength(3);
    });

    test('[UNMERGE-1] unmerge and create racing for one email: one of them has it', async () => {
      const { api, apiFor, create, mergedPair } = newOrganisation();
      const { source, target } = await mergedPair({ email: newEmail() });
      const { email = '', customerNumber: mergedCustomerNumber } = source;
      const { profiles } = apiFor({ permissions: [Permission.Admin] });
      const { answers, codes } = await race([
        profiles.unmerge({ customerNumber: target.customerNumber, mergedCustomerNumber }),
        create({ email }),
      ]);
      expect(answers).toHaveLength(1);
      expect([602, 613]).toContain(codes[0]);
      expect(await api.profiles.find({ email })).toHaveLength(1);
    });

    test('[MERGE-1] a card added while its owner is merged away is not lost', async () => {
      const { api, create } = newOrganisation();
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      const card = newCard(source);
      const { customerNumber } = target;
      const added = api.ecards.add(card).then(
        () => true,
        () => false,
      );
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      const found = await api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) }).then(
        (owner) => owner.customerNumber,
        () => undefined,
      );
      expect(found).toBe((await added) ? customerNumber : undefined);
    });
  });
}
