import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { newEmail, ORDINARY, type Organisation, unique } from './organisation.js';
import { expectBadInput, expectRefusal } from './refusals.js';

const adminOf = ({ apiFor }: Organisation) => apiFor({ permissions: [...ORDINARY, Permission.Admin] });
const PHONE = { countryCode: '+47', telephoneNumberNoCountryCode: '40612233' };
const AT = '2026-01-31T00:00:00.000Z';

export function mergeOptionsContract(newOrganisation: NewOrganisation): void {
  // Contract, section 3, "Merge options".
  describe('the options of a merge', () => {
    /** A source with values and a target with a few of its own. */
    async function parties(organisation: Organisation, profileType: 'P' | 'S' = 'P') {
      const { create, update } = organisation;
      const created = await create({
        profileType,
        email: newEmail(),
        ...PHONE,
        telephoneNumberVerifiedAt: AT,
        vippsId: unique('v'),
      });
      const source = await update(created, { emailVerifiedAt: AT });
      const target = await create({ firstName: 'Ola', email: newEmail(), dateOfBirth: '1985-04-12' });
      const numbers = { customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber };
      return { source, target, numbers };
    }

    test('[TAKE-1] fillBlanks fills what is empty; a repetition with other options changes nothing', async () => {
      const organisation = newOrganisation();
      const { api, events } = organisation;
      const { source, target, numbers } = await parties(organisation);
      const merged = await api.profiles.merge({ ...numbers, fillBlanks: true });
      expect(merged).toMatchObject({ ...PHONE, telephoneNumberVerifiedAt: AT, vippsId: source.vippsId });
      expect(merged).toMatchObject({ firstName: 'Ola', email: target.email });
      expect(await api.profiles.merge({ ...numbers, take: ['email', 'firstName'] })).toStrictEqual(merged);
      expect(await events(target)).toHaveLength(2);
    });

    test('[TAKE-1] take replaces values, in a connect too, and the preview has shown the outcome', async () => {
      const organisation = newOrganisation();
      const { api } = organisation;
      const { source, target } = await parties(organisation, 'S');
      const { customerNumber } = target;
      const options = { take: ['email', 'firstName'] as const };
      const foreseen = await api.profiles.previewMerge({
        ...{ customerNumber, sourceCustomerNumber: source.customerNumber },
        ...{ take: [...options.take], fillBlanks: true },
      });
      expect(foreseen.takes).toContainEqual({ field: 'email', source: source.email, target: target.email });
      expect(foreseen.takes).toContainEqual({ field: 'vippsId', source: source.vippsId });
      await api.profiles.connect({
        ...{ customerNumber, customerNumberToConnect: source.customerNumber, changedByChannel: 'web' },
        ...{ take: [...options.take], fillBlanks: true },
      });
      const after: Record<string, unknown> = await api.profiles.get({ customerNumber });
      for (const { field, source: value } of foreseen.takes) expect(after[field]).toEqual(value);
      expect(after).toMatchObject({
        email: source.email,
        username: source.email,
        emailVerifiedAt: AT,
        firstName: 'Kari',
      });
    });

    test('[UNMERGE-1] an unmerge gives both back the values that the merge changed, unless they were changed since', async () => {
      const organisation = newOrganisation();
      const { api, update } = organisation;
      const { source, target, numbers } = await parties(organisation);
      const { customerNumber } = target;
      await api.profiles.merge({ ...numbers, fillBlanks: true, take: ['email', 'firstName'] });
      await update(target, { firstName: 'Per' });
      await adminOf(organisation).profiles.unmerge({ customerNumber, mergedCustomerNumber: source.customerNumber });
      const stamps = {
        changedAt: expect.any(String),
        changedBy: expect.any(String),
        changedByChannel: expect.any(String),
      };
      expect(await api.profiles.get({ customerNumber })).toStrictEqual({ ...target, ...stamps, firstName: 'Per' });
      const back = await api.profiles.get({ customerNumber: source.customerNumber });
      expect(back).toStrictEqual({ ...source, ...stamps });
    });

    test('[UNMERGE-1] an own email that another customer has taken meanwhile stands in the way (613)', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const { source, target, numbers } = await parties(organisation);
      await api.profiles.merge({ ...numbers, take: ['email'] });
      await create({ email: target.email });
      const { customerNumber } = target;
      const undo = adminOf(organisation).profiles.unmerge({
        customerNumber,
        mergedCustomerNumber: source.customerNumber,
      });
      await expectRefusal(undo, 613, 409);
    });

    test('a field that can not be taken is 400', async () => {
      const organisation = newOrganisation();
      const { numbers } = await parties(organisation);
      for (const name of ['status', 'postalAddresses', 'customerRef', 'nonsense']) {
        await expectBadInput(organisation.api.profiles.merge({ ...numbers, take: [name as 'email'] }), ['take.0']);
      }
      await expectBadInput(organisation.api.profiles.merge({ ...numbers, fillBlanks: 'true' as never }), [
        'fillBlanks',
      ]);
    });
  });

  describe('an unmerge by identity', () => {
    test('[UNMERGE-1] what the target deleted and created again since is its own', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const { preferenceDefinitions } = adminOf(organisation);
      const define = (preferenceCode: string) =>
        preferenceDefinitions.create({ preferenceCode, preferenceType: 'TEXT', preferenceDescription: 'A seat.' });
      const [again, kept] = [await define('A'), await define('B')];
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      const theirs = { customerNumber: source.customerNumber, preferenceValue: 'same' };
      for (const { id: preferenceId } of [again, kept]) await api.preferences.create({ ...theirs, preferenceId });
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      const own = { customerNumber, preferenceId: again.id, preferenceValue: 'same' };
      await api.preferences.delete({ customerNumber, preferenceId: again.id });
      await api.preferences.create(own);
      // An entry that a replacement leaves unchanged keeps its identity.
      const list = await api.preferences.list({ customerNumber });
      const preferences = list.map(({ preferenceId, preferenceValue }) => ({ preferenceId, preferenceValue }));
      await api.preferences.replace({ customerNumber, preferences: preferences.reverse() });
      await adminOf(organisation).profiles.unmerge({ customerNumber, mergedCustomerNumber: source.customerNumber });
      const held = async (one: number) =>
        (await api.preferences.list({ customerNumber: one })).map((p) => p.preferenceId);
      expect(await held(customerNumber)).toEqual([again.id]);
      expect(await held(source.customerNumber)).toEqual([kept.id]);
    });

    test('[ERASE-1] after an unmerge the changes of one do not show values of the other; while merged they do', async () => {
      const organisation = newOrganisation();
      const { api, create, update } = organisation;
      const admin = adminOf(organisation).profiles;
      const text = unique('Note ');
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      await api.notes.add({ customerNumber: source.customerNumber, text });
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      const own = newEmail();
      await update(target, { email: own });
      const told = async (one: number) =>
        JSON.stringify(await admin.listChanges({ customerNumber: one, perPage: 100 }));
      expect(await told(customerNumber)).toContain(text);
      await admin.unmerge({ customerNumber, mergedCustomerNumber: source.customerNumber });
      expect(await told(customerNumber)).not.toContain(text);
      expect(await told(customerNumber)).toContain(own);
      expect(await told(source.customerNumber)).toContain(text);
    });
  });
}
