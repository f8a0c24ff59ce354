import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { type CreateBody, daysFromNow, newEmail, unique } from './organisation.js';
import { expectRefusal, expectUnknown } from './refusals.js';

export function restoreContract(newOrganisation: NewOrganisation): void {
  describe('restore', () => {
    test('[REST-1] the customer is as it was before the deactivation', async () => {
      const { api, create } = newOrganisation();
      const before = await create({ email: newEmail(), vippsId: unique(), telephoneNumber: '91234567' });
      const { customerNumber } = before;
      await api.profiles.deactivate({ customerNumber });
      const after = await api.profiles.restore({ customerNumber });
      // Were the date of the purge to stay, the customer would be purged after all.
      expect(after).toStrictEqual({
        ...before,
        changedAt: after.changedAt,
        changedBy: after.changedBy,
        changedByChannel: after.changedByChannel,
      });
      expect(await api.profiles.get({ customerNumber })).toStrictEqual(after);
    });

    test('[REST-1] an expirationDate it had before comes back', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber, expirationDate } = await create({ profileType: 'T', expirationDate: daysFromNow(200) });
      await api.profiles.deactivate({ customerNumber, expirationDate: daysFromNow(1) });
      expect(await api.profiles.restore({ customerNumber })).toMatchObject({ status: 'A', expirationDate });
    });

    test('[REST-1] its cards are found again', async () => {
      const { api, create } = newOrganisation();
      const customer = await create();
      const card = newCard(customer);
      await api.ecards.add(card);
      const { customerNumber } = customer;
      await api.profiles.deactivate({ customerNumber });
      await api.profiles.restore({ customerNumber });
      expect(await api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) })).toMatchObject({ customerNumber });
    });

    const collisions: readonly [
      string,
      () => Partial<CreateBody>,
      (taken: Partial<CreateBody>) => Partial<CreateBody>,
    ][] = [
      ['email', () => ({ email: newEmail() }), ({ email }) => ({ email: email?.toUpperCase() })],
      ['email, by a P customer', () => ({ email: newEmail() }), (taken) => ({ ...taken, profileType: 'P' })],
      ['vippsId', () => ({ vippsId: unique() }), (taken) => taken],
    ];

    test.each(collisions)(
      '[REST-1] refused (613) when the %s is taken by now, and nothing changes',
      async (_n, held, taken) => {
        const { api, create, events } = newOrganisation();
        const customer = await create(held());
        const { customerNumber, email, vippsId } = customer;
        await api.profiles.deactivate({ customerNumber });
        const asBefore = await api.profiles.get({ customerNumber, includeDeleted: true });
        const holder = await create(taken({ ...(email && { email }), ...(vippsId && { vippsId }) }));
        await expectRefusal(api.profiles.restore({ customerNumber }), 613, 409);
        expect(await api.profiles.get({ customerNumber, includeDeleted: true })).toStrictEqual(asBefore);
        expect(await events(customer)).toHaveLength(2);

        // Once the holder goes, nothing stands in the way.
        await api.profiles.deactivate({ customerNumber: holder.customerNumber });
        expect(await api.profiles.restore({ customerNumber })).toMatchObject({ status: 'A' });
      },
    );

    test('[UNIQ-1] a temporary customer with the email, or another organisation’s, does not stand in the way', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber, email } = await create({ email: newEmail() });
      await api.profiles.deactivate({ customerNumber });
      await create({ profileType: 'T', expirationDate: daysFromNow(9), email });
      await newOrganisation().create({ email });
      expect(await api.profiles.restore({ customerNumber })).toMatchObject({ email, username: email });
    });

    test('[REST-1] refused (614) when active', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      await expectRefusal(api.profiles.restore({ customerNumber }), 614, 409);
      await api.profiles.deactivate({ customerNumber });
      await api.profiles.restore({ customerNumber });
      await expectRefusal(api.profiles.restore({ customerNumber }), 614, 409);
    });

    test('[REST-1] refused (613) when merged', async () => {
      const { api, mergedPair } = newOrganisation();
      const { source } = await mergedPair();
      await expectRefusal(api.profiles.restore({ customerNumber: source.customerNumber }), 613, 409);
    });

    test('[REST-1] a customer can be deactivated and restored any number of times', async () => {
      const { api, create, events } = newOrganisation();
      const customer = await create({ email: newEmail() });
      const { customerNumber, email, username } = customer;
      for (let i = 0; i < 3; i++) {
        await api.profiles.deactivate({ customerNumber });
        expect(await api.profiles.restore({ customerNumber })).toMatchObject({ status: 'A', email, username });
      }
      expect((await events(customer)).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    test('[UNIQ-1] a restored email is taken again', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber, email } = await create({ email: newEmail() });
      await api.profiles.deactivate({ customerNumber });
      await api.profiles.restore({ customerNumber });
      await expectRefusal(create({ email }), 602, 409);
    });

    test('an unknown customer is 404', async () => {
      await expectUnknown(newOrganisation().api.profiles.restore({ customerNumber: Number.MAX_SAFE_INTEGER }));
    });
  });
}
