import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, responseMeta, unique } from './organisation.js';
import { expectBadInput, expectUnknown } from './refusals.js';

const HOUR = 60 * 60 * 1000;

export function deactivateContract(newOrganisation: NewOrganisation): void {
  describe('deactivate', () => {
    test('[DEACT-1] the customer gets status D, its email moves to emailOld and its username goes', async () => {
      const { api, create } = newOrganisation();
      const before = await create({ email: newEmail(), vippsId: unique() });
      const { customerNumber, email } = before;
      const after = await api.profiles.deactivate({ customerNumber });
      const { email: _moved, username: _setAside, ...rest } = before;
      expect(after).toStrictEqual({
        ...rest,
        status: 'D',
        emailOld: email,
        expirationDate: expect.any(String),
        changedAt: expect.any(String),
        changedBy: expect.any(String),
        changedByChannel: expect.any(String),
      });
    });

    test('[DEACT-1] without a date it expires in 72 hours', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const { changedAt, expirationDate = '' } = await api.profiles.deactivate({ customerNumber });
      expect(Date.parse(expirationDate) - Date.parse(changedAt)).toBe(72 * HOUR);
    });

    test('[DEACT-1] with a date it expires then', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const expirationDate = daysFromNow(30);
      expect(await api.profiles.deactivate({ customerNumber, expirationDate })).toMatchObject({ expirationDate });
      const bareDay = { customerNumber: (await create()).customerNumber, expirationDate: '2099-05-01' };
      const expected = { expirationDate: '2099-05-01T00:00:00.000Z' };
      expect(await api.profiles.deactivate(bareDay)).toMatchObject(expected);
    });

    test('[DEACT-1] a date in the past is refused, for an active customer and for a deactivated one', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const past = { customerNumber, expirationDate: daysFromNow(-1) };
      await expectBadInput(api.profiles.deactivate(past), ['expirationDate']);
      expect(await api.profiles.get({ customerNumber })).toMatchObject({ status: 'A' });
      await api.profiles.deactivate({ customerNumber });
      await expectBadInput(api.profiles.deactivate(past), ['expirationDate']);
    });

    test('[DEACT-1] again without a date changes nothing', async () => {
      const { api, create, events } = newOrganisation();
      const customer = await create({ email: newEmail() });
      const { customerNumber } = customer;
      const first = await api.profiles.deactivate({ customerNumber, expirationDate: daysFromNow(9) });
      const meta = responseMeta();
      expect(await api.profiles.deactivate({ customerNumber }, meta.options)).toStrictEqual(first);
      expect(meta.read().revision).toBe(2);
      expect(await events(customer)).toHaveLength(2);
    });

    test('[DEACT-1] again with a date takes it over, as an ordinary change', async () => {
      const { api, create, events } = newOrganisation();
      const customer = await create({ email: newEmail() });
      const { customerNumber } = customer;
      const first = await api.profiles.deactivate({ customerNumber });
      const expirationDate = daysFromNow(50);
      const second = await api.profiles.deactivate({ customerNumber, expirationDate });
      expect(second).toMatchObject({ status: 'D', expirationDate, emailOld: first.emailOld });
      const [, , event] = await events(customer);
      expect(event).toMatchObject({ eventType: 'UPDATE', revision: 3, changedFields: ['expirationDate'] });
    });

    test('[DEL-1] a deactivated customer and all below it are 404 for writing', async () => {
      const { api, create, update } = newOrganisation();
      const [customer, source] = [await create(), await create({ profileType: 'P' })];
      const { customerNumber } = customer;
      const card = newCard(customer);
      await api.ecards.add(card);
      await api.profiles.deactivate({ customerNumber });
      await expectUnknown(update(customer));
      await expectUnknown(update(customer, { status: 'A' }));
      await expectUnknown(api.ecards.add(newCard(customer)));
      await expectUnknown(api.ecards.update(card));
      await expectUnknown(api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber }));
    });

    test('an unknown customer is 404', async () => {
      await expectUnknown(newOrganisation().api.profiles.deactivate({ customerNumber: Number.MAX_SAFE_INTEGER }));
    });

    test('who did it stands in the headers, else in the token and the client name', async () => {
      const { apiFor, create } = newOrganisation();
      const api = apiFor({ clientId: 'the-client' });
      const named = { changedBy: 'ola', changedByChannel: 'desk' };
      const first = await api.profiles.deactivate({ customerNumber: (await create()).customerNumber }, named);
      expect(first).toMatchObject(named);
      const { customerNumber } = await create();
      const second = await api.profiles.deactivate({ customerNumber }, { clientName: 'acme-shop' });
      expect(second).toMatchObject({ changedBy: 'the-client', changedByChannel: 'acme-shop' });
    });
  });
}
