import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail } from './organisation.js';
import { expectBadInput } from './refusals.js';

const AT = '2026-01-31T00:00:00.000Z';
const PHONE = { countryCode: '+47', telephoneNumberNoCountryCode: '40612233' };
const ADDRESS = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P', addressLine1: 'Storgata 1' } as const;

export function verifiedContract(newOrganisation: NewOrganisation): void {
  // Contract, section 1: the timestamps "are removed when the value they refer to is changed or cleared, unless the same
  // request sends a new timestamp".
  describe('[VERIFIED-1] verification timestamps', () => {
    /** A customer whose email, telephone and address are verified. */
    async function verified() {
      const organisation = newOrganisation();
      const { create, update } = organisation;
      const created = await create({
        ...{ email: newEmail(), ...PHONE, telephoneNumberVerifiedAt: AT },
        postalAddresses: [{ ...ADDRESS, verifiedAt: AT }],
      });
      const customer = await update(created, { emailVerifiedAt: AT });
      return { ...organisation, customer };
    }

    test('go with a changed or cleared value, and stay with the others', async () => {
      const { customer, update } = await verified();
      const id = customer.postalAddresses?.[0]?.id;
      const changed = await update(customer, { email: newEmail() });
      expect(changed).not.toHaveProperty('emailVerifiedAt');
      expect(changed).toMatchObject({ telephoneNumberVerifiedAt: AT, postalAddresses: [{ verifiedAt: AT }] });
      expect(await update(customer, { telephoneNumber: '40612234' })).not.toHaveProperty('telephoneNumberVerifiedAt');
      const moved = await update(customer, { postalAddresses: [{ ...ADDRESS, id, addressLine1: 'Storgata 2' }] });
      expect(moved.postalAddresses?.[0]).not.toHaveProperty('verifiedAt');
      const cleared = (await verified()).customer;
      expect(cleared.emailVerifiedAt).toBe(AT);
    });

    test.each(['email', 'telephoneNumber'] as const)('null for %s clears its timestamp', async (field) => {
      const { customer, update } = await verified();
      expect(await update(customer, { [field]: null })).not.toHaveProperty(`${field}VerifiedAt`);
    });

    test('by patch, and by the operations on addresses', async () => {
      const { api, customer } = await verified();
      const { customerNumber } = customer;
      const after = await api.profiles.patch({ customerNumber, email: newEmail(), telephoneNumber: null });
      expect(after).not.toHaveProperty('emailVerifiedAt');
      expect(after).not.toHaveProperty('telephoneNumberVerifiedAt');
      const postalAddressId = customer.postalAddresses?.[0]?.id ?? 0;
      const address = await api.postalAddresses.update({ customerNumber, postalAddressId, ...ADDRESS, town: 'Bergen' });
      expect(address).not.toHaveProperty('verifiedAt');
    });

    test('a new one in the same request is kept; the stored one, sent back, is no new one', async () => {
      const { customer, update } = await verified();
      const later = '2026-02-01T00:00:00.000Z';
      const renewed = await update(customer, { email: newEmail(), emailVerifiedAt: later });
      expect(renewed.emailVerifiedAt).toBe(later);
      expect(await update(customer, { email: newEmail(), emailVerifiedAt: later })).not.toHaveProperty(
        'emailVerifiedAt',
      );
    });

    test('an email in other case, and one that deactivate and restore move, keeps its timestamp', async () => {
      const { api, customer, update } = await verified();
      const { customerNumber, email = '' } = customer;
      expect(await update(customer, { email: email.toUpperCase() })).toMatchObject({ emailVerifiedAt: AT });
      await api.profiles.deactivate({ customerNumber });
      expect(await api.profiles.restore({ customerNumber })).toMatchObject({ emailVerifiedAt: AT });
    });

    test('one without its value, or in the future, is 400, and every error of the request is named', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create();
      await expectBadInput(update(customer, { emailVerifiedAt: AT }), ['emailVerifiedAt']);
      await expectBadInput(create({ telephoneNumberVerifiedAt: AT }), ['telephoneNumberVerifiedAt']);
      const future = daysFromNow(1);
      await expectBadInput(
        update(customer, {
          ...{ email: newEmail(), emailVerifiedAt: future, nationality: 'XYZ' as never },
          postalAddresses: [{ ...ADDRESS, verifiedAt: future }],
        }),
        ['emailVerifiedAt', 'nationality', 'postalAddresses.0.verifiedAt'],
      );
      const { customerNumber } = customer;
      const address = { customerNumber, ...ADDRESS, verifiedAt: future };
      await expectBadInput(api.postalAddresses.add(address), ['verifiedAt']);
    });
  });
}
