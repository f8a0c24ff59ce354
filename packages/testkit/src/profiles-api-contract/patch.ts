import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, ORDINARY, responseMeta, unique } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown } from './refusals.js';

export function patchContract(newOrganisation: NewOrganisation): void {
  // Contract, section 3: "Only the given fields change; null clears a field; no field is required."
  describe('patch', () => {
    test('changes the given fields alone; null clears', async () => {
      const { api, create, events } = newOrganisation();
      const before = await create({ email: newEmail(), vippsId: unique('v'), telephoneNumber: '91234567' });
      const { customerNumber } = before;
      const meta = responseMeta();
      const after = await api.profiles.patch({ customerNumber, firstName: 'Åse', vippsId: null }, meta.options);
      const { vippsId: _cleared, changedAt: _at, changedBy: _by, changedByChannel: _channel, ...rest } = before;
      expect(after).toMatchObject({ ...rest, firstName: 'Åse' });
      expect(after).not.toHaveProperty('vippsId');
      expect(meta.read().revision).toBe(2);
      expect((await events(before)).at(-1)).toMatchObject({
        cause: 'patch-profile',
        changedFields: ['firstName', 'vippsId'],
      });
      const noPhone = await api.profiles.patch({ customerNumber, telephoneNumber: null });
      expect(noPhone).not.toHaveProperty('countryCode');
    });

    test('the body, else the headers, name who changes', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const byHeader = await api.profiles.patch({ customerNumber, surname: 'A' }, { changedBy: 'ola' });
      expect(byHeader.changedBy).toBe('ola');
      const byBody = { customerNumber, surname: 'B', changedBy: 'kari', changedByChannel: 'crm' };
      expect(await api.profiles.patch(byBody)).toMatchObject({ changedBy: 'kari', changedByChannel: 'crm' });
    });

    test('a name is cleared of a temporary customer only (606)', async () => {
      const { api, create } = newOrganisation();
      const [standard, temporary] = [
        await create(),
        await create({ profileType: 'T', expirationDate: daysFromNow(9) }),
      ];
      await expectBadInput(
        api.profiles.patch({ customerNumber: standard.customerNumber, surname: null }),
        ['surname'],
        606,
      );
      const { customerNumber } = temporary;
      expect(await api.profiles.patch({ customerNumber, surname: null })).toMatchObject({ surname: '' });
    });

    test('addresses are treated as in an update', async () => {
      const { api, create } = newOrganisation();
      const address = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' } as const;
      const before = await create({ postalAddresses: [address] });
      const { customerNumber } = before;
      const id = before.postalAddresses?.[0]?.id;
      const postalAddresses = [{ ...address, id, town: 'Moss' }, { ...address, town: 'Bodø' }, address];
      const after = await api.profiles.patch({ customerNumber, postalAddresses });
      expect(after.postalAddresses?.map(({ town }) => town)).toEqual(['Moss', 'Bodø', 'Oslo']);
    });

    test('obeys every rule of an update', async () => {
      const { api, apiFor, create, mergedPair } = newOrganisation();
      const { customerNumber } = await create();
      const taken = await create({ email: newEmail() });
      await expectRefusal(api.profiles.patch({ customerNumber, email: taken.email }), 602, 409);
      await expectBadInput(
        api.profiles.patch({ customerNumber, countryCode: '+47' }),
        ['telephoneNumberNoCountryCode'],
        605,
      );
      await expectBadInput(api.profiles.patch({ customerNumber, surnam: 'x' } as never), ['surnam']);
      await expectRefusal(api.profiles.patch({ customerNumber, surname: 'x' }, { ifMatch: 7 }), 412, 412);
      await expectUnknown(api.profiles.patch({ customerNumber: Number.MAX_SAFE_INTEGER, surname: 'x' }));
      const { source, target } = await mergedPair();
      const merged = api.profiles.patch({ customerNumber: source.customerNumber, surname: 'x' });
      expect((await expectRefusal(merged, 601, 409)).details.survivor).toBe(target.customerNumber);
      const permissions = ORDINARY.filter((permission) => permission !== Permission.Delete);
      await expectRefusal(apiFor({ permissions }).profiles.patch({ customerNumber, status: 'D' }), 610, 403);
      expect(await api.profiles.patch({ customerNumber, status: 'D' })).toMatchObject({ status: 'D' });
    });
  });
}
