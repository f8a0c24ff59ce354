import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import {
  daysFromNow,
  newEmail,
  ORDINARY,
  type Organisation,
  responseMeta,
  unique,
  updateBody,
} from './organisation.js';

const ADDRESS = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P', addressLine1: 'Storgata 1' } as const;

/** A customer with one of everything, and a preference. */
async function fullCustomer(organisation: Organisation) {
  const { api, create, apiFor } = organisation;
  const { preferenceDefinitions } = apiFor({ permissions: [...ORDINARY, Permission.Admin] });
  const definition = { preferenceType: 'TEXT', preferenceDescription: 'A seat.' } as const;
  const { id: preferenceId } = await preferenceDefinitions.create({ ...definition, preferenceCode: unique('SEAT-') });
  const customer = await create({
    ...{
      email: newEmail(),
      telephoneNumber: '40612233',
      postalAddresses: [ADDRESS],
      customerAccountId: unique('ABT-'),
    },
    ...{ dateOfBirth: '1985-04-12', nationality: 'NOR', vippsId: unique('v') },
  });
  const { customerNumber } = customer;
  await api.preferences.create({ customerNumber, preferenceId, preferenceValue: 'window' });
  const card = { ...newCard(customer), ecardName: 'Mine' };
  await api.ecards.add(card);
  return { customer, preferenceId, card };
}

export function unchangedDataContract(newOrganisation: NewOrganisation): void {
  // Contract, section 1: "A write that changes nothing returns 200 with the current state: same revision, no event, no
  // history record, same changedAt. Another changedBy or channel alone is no change."
  describe('[NOOP-1] unchanged data', () => {
    test('a write of the same values changes nothing, whichever operation it is', async () => {
      const organisation = newOrganisation();
      const { api, events } = organisation;
      const admin = organisation.apiFor({ permissions: [Permission.Admin] }).profiles;
      const { customer, preferenceId, card } = await fullCustomer(organisation);
      const { customerNumber } = customer;
      const [address] = customer.postalAddresses ?? [];
      const [account] = customer.customerAccounts ?? [];
      const postalAddressId = address?.id ?? 0;
      const { email, dateOfBirth, nationality, vippsId, telephoneNumber } = customer;
      const fields = { email, dateOfBirth, nationality, vippsId, telephoneNumber };
      const everything = { customerNumber, includeECards: true, includePreferences: true };
      const before = await api.profiles.get(everything);
      const history = await admin.listChanges({ customerNumber });
      const preference = { preferenceId, preferenceValue: 'window' };
      const writes: (() => Promise<unknown>)[] = [
        () => api.profiles.update(updateBody(customer)),
        () => api.profiles.update({ ...updateBody(customer), changedBy: 'other', changedByChannel: 'other' }),
        () => api.profiles.update({ ...updateBody(customer), ...fields, postalAddresses: [ADDRESS] }),
        () => api.profiles.update({ ...updateBody(customer), postalAddresses: [{ ...ADDRESS, id: postalAddressId }] }),
        () => api.profiles.update({ ...updateBody(customer), status: 'A', landlineNumber: null }),
        () => api.profiles.patch({ customerNumber }),
        () => api.profiles.patch({ customerNumber, surname: customer.surname, postalAddresses: [ADDRESS] }),
        () => api.postalAddresses.add({ customerNumber, ...ADDRESS }),
        () => api.postalAddresses.update({ customerNumber, postalAddressId, ...ADDRESS }),
        () => api.preferences.update({ customerNumber, ...preference }),
        () => api.preferences.replace({ customerNumber, preferences: [preference] }),
        () => api.ecards.update(card),
        () => api.customerAccounts.update({ customerNumber, accountId: account?.accountId ?? '' }),
      ];
      for (const write of writes) await write();
      const meta = responseMeta();
      expect(await api.profiles.get(everything, meta.options)).toStrictEqual(before);
      expect(meta.read().revision).toBe(3);
      expect(await events(customer)).toHaveLength(3);
      expect(await admin.listChanges({ customerNumber })).toEqual(history);
    });

    test('its response is the current state', async () => {
      const organisation = newOrganisation();
      const { api } = organisation;
      const { customer, preferenceId, card } = await fullCustomer(organisation);
      const { customerNumber } = customer;
      const [address] = customer.postalAddresses ?? [];
      const [held] = await api.preferences.list({ customerNumber });
      const value = { customerNumber, preferenceId, preferenceValue: 'window' };
      expect(await api.preferences.update(value)).toStrictEqual(held);
      const [owned] = await api.ecards.list({ customerNumber });
      expect(await api.ecards.update(card)).toStrictEqual(owned);
      expect(await api.postalAddresses.add({ customerNumber, ...ADDRESS, addressLine2: '' })).toStrictEqual(address);
      const meta = responseMeta();
      const current = await api.profiles.get({ customerNumber });
      expect(await api.profiles.update(updateBody(customer), meta.options)).toStrictEqual(current);
      expect(meta.read().revision).toBe(3);
    });

    test('a list in another order is the same list; beside a change the other entries keep their times', async () => {
      const organisation = newOrganisation();
      const { api, events } = organisation;
      const { customer, preferenceId } = await fullCustomer(organisation);
      const { customerNumber } = customer;
      const other = await fullCustomer(organisation);
      const preferences = [
        { preferenceId, preferenceValue: 'window' },
        { preferenceId: other.preferenceId, preferenceValue: 'meal' },
      ];
      const first = await api.preferences.replace({ customerNumber, preferences });
      expect(await api.preferences.replace({ customerNumber, preferences: [...preferences].reverse() })).toEqual(first);
      expect(await events(customer)).toHaveLength(4);
      const [kept, changed] = preferences;
      const list = [kept, { ...changed, preferenceValue: 'none' }] as typeof preferences;
      const second = await api.preferences.replace({ customerNumber, preferences: list });
      expect(second[0]).toStrictEqual(first[0]);
      expect(second[1]).toMatchObject({ preferenceValue: 'none', createdAt: first[1]?.createdAt });
    });

    test('deactivate again with the same date changes nothing', async () => {
      const { api, create, events } = newOrganisation();
      const { customerNumber } = await create();
      const expirationDate = daysFromNow(5);
      const first = await api.profiles.deactivate({ customerNumber, expirationDate });
      expect(await api.profiles.deactivate({ customerNumber, expirationDate })).toStrictEqual(first);
      expect(await api.profiles.deactivate({ customerNumber })).toStrictEqual(first);
      expect(await events({ customerNumber })).toHaveLength(2);
    });

    test('the response under an Idempotency-Key is stored all the same, and If-Match still counts', async () => {
      const { api, create } = newOrganisation();
      const customer = await create();
      const options = { idempotencyKey: unique('key-') };
      const first = await api.profiles.update(updateBody(customer), options);
      const meta = responseMeta();
      const again = await api.profiles.update(updateBody(customer), { ...options, ...meta.options });
      expect(again).toStrictEqual(first);
      expect(meta.read().replayed).toBe(true);
      await expect(api.profiles.update(updateBody(customer), { ifMatch: 7 })).rejects.toMatchObject({ code: 412 });
    });
  });
}
