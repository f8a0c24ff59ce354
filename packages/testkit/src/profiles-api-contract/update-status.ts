import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, ORDINARY, updateBody } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown } from './refusals.js';

export function updateStatusContract(newOrganisation: NewOrganisation): void {
  describe('status in update', () => {
    test('P puts a customer to rest: found as itself, with its values still taken', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create({ email: newEmail(), vippsId: newEmail() });
      const resting = await update(customer, { status: 'P' });
      expect(resting).toMatchObject({ status: 'P', email: customer.email });
      expect(resting).not.toHaveProperty('parentId');
      const { customerNumber, customerRef = '', uuid, email = '', vippsId = '' } = customer;
      expect(await api.profiles.get({ customerNumber })).toStrictEqual(resting);
      expect(await api.profiles.getByUuid({ uuid })).toStrictEqual(resting);
      expect(await api.profiles.getByCustomerReference({ customerReference: customerRef })).toStrictEqual(resting);
      expect(await api.profiles.find({ email })).toMatchObject([{ customerNumber, status: 'P' }]);
      await expectRefusal(create({ email }), 602, 409);
      await expectRefusal(create({ vippsId }), 626, 409);
    });

    test('A wakes it again', async () => {
      const { create, update } = newOrganisation();
      const customer = await create({ email: newEmail() });
      await update(customer, { status: 'P' });
      const { email, username } = customer;
      expect(await update(customer, { status: 'A' })).toMatchObject({ status: 'A', email, username });
    });

    test('[CARD-4] a resting customer gets no card, and there is no survivor to name', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create();
      await update(customer, { status: 'P' });
      const error = await expectRefusal(api.ecards.add(newCard(customer)), 601, 409);
      expect(error.details.survivor).toBeUndefined();
    });

    test('[DEACT-1] D does what deactivate does', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create({ email: newEmail() });
      const { customerNumber, email = '' } = customer;
      const gone = await update(customer, { status: 'D', surname: 'Sist' });
      expect(gone).toMatchObject({ status: 'D', emailOld: email, surname: 'Sist', expirationDate: expect.any(String) });
      expect(gone).not.toHaveProperty('email');
      expect(gone).not.toHaveProperty('username');
      await expectUnknown(api.profiles.get({ customerNumber }));
      await expect(create({ email })).resolves.toMatchObject({ email });
    });

    test('[REST-1] a customer deactivated by an update can be restored', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create({ email: newEmail() });
      await update(customer, { status: 'D' });
      const { customerNumber, email, username } = customer;
      const back = await api.profiles.restore({ customerNumber });
      expect(back).toMatchObject({ status: 'A', email, username });
      expect(back).not.toHaveProperty('emailOld');
    });

    test('D takes the expirationDate of the same update, which must not be past', async () => {
      const { create, update } = newOrganisation();
      const customer = await create();
      await expectBadInput(update(customer, { status: 'D', expirationDate: '2020-01-01' }), ['expirationDate']);
      const expirationDate = daysFromNow(10);
      expect(await update(customer, { status: 'D', expirationDate })).toMatchObject({ status: 'D', expirationDate });
    });

    test('D needs the permission to deactivate too (403)', async () => {
      const { apiFor, create } = newOrganisation();
      const customer = await create();
      const api = apiFor({ permissions: ORDINARY.filter((permission) => permission !== Permission.Delete) });
      await expectRefusal(api.profiles.update({ ...updateBody(customer), status: 'D' }), 610, 403);
      await expect(api.profiles.update({ ...updateBody(customer), status: 'P' })).resolves.toMatchObject({
        status: 'P',
      });
    });

    test.each(['A', 'P', 'D'] as const)('a merged customer’s status is not to be set to %s (601)', async (status) => {
      const { mergedPair, update } = newOrganisation();
      const { source, target } = await mergedPair();
      const error = await expectRefusal(update(source, { status }), 601, 409);
      expect(error.details.survivor).toBe(target.customerNumber);
    });

    test('[REST-1] a customer deactivated at rest is restored to rest', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create();
      await update(customer, { status: 'P' });
      const { customerNumber } = customer;
      expect(await api.profiles.deactivate({ customerNumber })).toMatchObject({ status: 'D' });
      expect(await api.profiles.restore({ customerNumber })).toMatchObject({ status: 'P' });
    });
  });
}
