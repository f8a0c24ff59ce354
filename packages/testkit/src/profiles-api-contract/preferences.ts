import { Permission, type ProfilesApi } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { ORDINARY, type Organisation, unique } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown } from './refusals.js';

type NewDefinition = Parameters<ProfilesApi['preferenceDefinitions']['create']>[0];

const adminOf = ({ apiFor }: Organisation) => apiFor({ permissions: [...ORDINARY, Permission.Admin] });

/** A preference that the organisation's customers can have. */
async function defined(organisation: Organisation, fields: Partial<NewDefinition> = {}) {
  return adminOf(organisation).preferenceDefinitions.create({
    preferenceCode: unique('COLOUR-'),
    preferenceType: 'TEXT',
    preferenceDescription: 'Favourite colour.',
    ...fields,
  });
}

export function definitionsContract(newOrganisation: NewOrganisation): void {
  describe('preference definitions', () => {
    test('are created, active by default, and visible to every caller that may read', async () => {
      const organisation = newOrganisation();
      const first = await defined(organisation);
      const second = await defined(organisation, {
        ...{ preferenceType: 'DATE' as const, isActive: false },
      });
      expect(first).toStrictEqual({
        id: expect.any(Number),
        isActive: true,
        preferenceCode: expect.stringContaining('COLOUR-'),
        preferenceType: 'TEXT',
        preferenceDescription: 'Favourite colour.',
        createdAt: expect.any(String),
        changedAt: first.createdAt,
      });
      expect(second).toMatchObject({ preferenceType: 'DATE', isActive: false });
      const { preferenceDefinitions } = organisation.api;
      expect(await preferenceDefinitions.get({ preferenceId: first.id })).toStrictEqual(first);
      expect(await preferenceDefinitions.list({})).toStrictEqual([first, second]);
    });

    test('an update changes what is sent and leaves the rest', async () => {
      const organisation = newOrganisation();
      const before = await defined(organisation);
      const update = adminOf(organisation).preferenceDefinitions.update;
      const after = await update({ preferenceId: before.id, isActive: false });
      expect(after).toStrictEqual({ ...before, isActive: false, changedAt: expect.any(String) });
      const again = await update({ preferenceId: before.id, preferenceDescription: 'New.' });
      expect(again).toMatchObject({
        preferenceDescription: 'New.',
        isActive: false,
        preferenceCode: before.preferenceCode,
      });
    });

    test('[NOOP-1] an update to the same values is no change', async () => {
      const organisation = newOrganisation();
      const before = await defined(organisation);
      const { preferenceCode, preferenceType, preferenceDescription, isActive, id: preferenceId } = before;
      const same = { preferenceId, preferenceCode, preferenceType, preferenceDescription, isActive };
      expect(await adminOf(organisation).preferenceDefinitions.update(same)).toStrictEqual(before);
      expect(await adminOf(organisation).preferenceDefinitions.update({ preferenceId })).toStrictEqual(before);
    });

    test('[PREF-1] the type stays while a customer holds a value (409), a deactivated customer included', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const { customerNumber } = await create();
      const { id: preferenceId } = await defined(organisation);
      await api.preferences.create({ customerNumber, preferenceId, preferenceValue: 'blue' });
      const { update } = adminOf(organisation).preferenceDefinitions;
      const change = () => update({ preferenceId, preferenceType: 'NUMBER' });
      await expectRefusal(change(), 409, 409);
      await expect(update({ preferenceId, preferenceDescription: 'New.' })).resolves.toBeDefined();
      await api.profiles.deactivate({ customerNumber });
      await expectRefusal(change(), 409, 409);
      await api.profiles.restore({ customerNumber });
      await api.preferences.delete({ customerNumber, preferenceId });
      expect(await change()).toMatchObject({ preferenceType: 'NUMBER' });
    });

    test('[PREF-1] two definitions of an organisation do not share a code (409), also in a race', async () => {
      const organisation = newOrganisation();
      const { preferenceCode } = await defined(organisation);
      await expectRefusal(defined(organisation, { preferenceCode }), 409, 409);
      const other = await defined(organisation);
      const { update } = adminOf(organisation).preferenceDefinitions;
      await expectRefusal(update({ preferenceId: other.id, preferenceCode }), 409, 409);
      await expect(defined(newOrganisation(), { preferenceCode })).resolves.toBeDefined();
      const code = unique('RACE-');
      const racers = await Promise.allSettled([1, 2, 3, 4].map(() => defined(organisation, { preferenceCode: code })));
      expect(racers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const one of racers) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 409 });
    });

    test.each(['preferenceCode', 'preferenceType', 'preferenceDescription'])('%s is required', async (field) => {
      await expectBadInput(defined(newOrganisation(), { [field]: undefined }), [field]);
    });

    test('another organisationId is refused (610), unless all may be acted for', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const { organisationId } = theirs;
      await expectRefusal(defined(mine, { organisationId }), 610, 403);
      await expectRefusal(mine.api.preferenceDefinitions.list({ organisationId }), 610, 403);
      const all = [...ORDINARY, Permission.Admin, Permission.AllOrganisations];
      const { preferenceDefinitions } = mine.apiFor({ permissions: all });
      const { id: _id, createdAt: _created, changedAt: _changed, ...fields } = await defined(mine);
      const theirOwn = await preferenceDefinitions.create({ ...fields, organisationId });
      expect(await preferenceDefinitions.list({ organisationId })).toStrictEqual([theirOwn]);
      expect(await theirs.api.preferenceDefinitions.list({})).toStrictEqual([theirOwn]);
    });
  });
}

export function preferencesContract(newOrganisation: NewOrganisation): void {
  describe('preferences', () => {
    test('are created, listed, changed and deleted, each with its definition', async () => {
      const organisation = newOrganisation();
      const { api, create, events } = organisation;
      const { customerNumber } = await create();
      const { id: preferenceId, ...definition } = await defined(organisation);
      const created = await api.preferences.create({ customerNumber, preferenceId, preferenceValue: 'blå\n🚆' });
      expect(created).toStrictEqual({
        preferenceId,
        preferenceValue: 'blå\n🚆',
        customerId: customerNumber,
        preference: { id: preferenceId, ...definition },
        createdAt: expect.any(String),
        changedAt: created.createdAt,
      });
      expect(await api.preferences.get({ customerNumber, preferenceId })).toStrictEqual(created);
      expect(await api.preferences.list({ customerNumber })).toStrictEqual([created]);
      const shown = await api.profiles.get({ customerNumber, includePreferences: true });
      expect(shown.preferences).toStrictEqual([created]);
      const changed = await api.preferences.update({ customerNumber, preferenceId, preferenceValue: 'red' });
      expect(changed).toStrictEqual({ ...created, preferenceValue: 'red', changedAt: expect.any(String) });
      expect(await api.preferences.delete({ customerNumber, preferenceId })).toBeUndefined();
      expect(await api.preferences.list({ customerNumber })).toEqual([]);
      const causes = (await events({ customerNumber })).map(({ cause, changedFields }) => [cause, changedFields]);
      expect(causes.slice(1)).toEqual([
        ['create-preference', ['preferences']],
        ['update-preference', ['preferences']],
        ['delete-preference', ['preferences']],
      ]);
    });

    test('one that is set already is not created again (409), one that is not set is unknown (617)', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const { customerNumber } = await create();
      const { id: preferenceId } = await defined(organisation);
      const value = { customerNumber, preferenceId, preferenceValue: 'x' };
      await expectUnknown(api.preferences.update(value));
      await expectUnknown(api.preferences.get({ customerNumber, preferenceId }));
      await expectUnknown(api.preferences.delete({ customerNumber, preferenceId }));
      await api.preferences.create(value);
      await expectRefusal(api.preferences.create(value), 409, 409);
    });

    test('a definition that is unknown, inactive or another organisation’s is bad input, all alike', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const { customerNumber } = await mine.create();
      const inactive = await defined(mine, { isActive: false });
      const foreign = await defined(theirs);
      for (const preferenceId of [inactive.id, foreign.id, 9_000_000_000]) {
        const value = { preferenceId, preferenceValue: 'x' };
        await expectBadInput(mine.api.preferences.create({ customerNumber, ...value }), ['preferenceId']);
        const list = mine.api.preferences.replace({ customerNumber, preferences: [value] });
        await expectBadInput(list, ['preferences.0.preferenceId']);
      }
    });

    test.each([
      ['BOOLEAN', ['true', 'false'], ['TRUE', 'yes', '1']],
      ['NUMBER', ['0', '-12', '12.5'], ['1e3', '1,5', '0x1', '.5', 'x']],
      ['DATE', ['2024-02-29'], ['2026-02-29', '2026-01-31T00:00:00Z', '31.01.2026']],
      ['TEXT', ['anything'], []],
    ] as const)('a value has to fit the type %s', async (preferenceType, fitting, others) => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const { customerNumber } = await create();
      const { id: preferenceId } = await defined(organisation, { preferenceType });
      const set = (preferenceValue: string) =>
        api.preferences.replace({ customerNumber, preferences: [{ preferenceId, preferenceValue }] });
      for (const value of fitting) expect(await set(value)).toMatchObject([{ preferenceValue: value }]);
      for (const value of others) await expectBadInput(set(value), ['preferences.0.preferenceValue']);
    });

    test('a replacement swaps the whole list at once, with one event', async () => {
      const organisation = newOrganisation();
      const { api, create, events } = organisation;
      const { customerNumber } = await create();
      const [one, two] = [await defined(organisation), await defined(organisation)];
      const { createdAt } = await api.preferences.create({
        customerNumber,
        preferenceId: two.id,
        preferenceValue: 'old',
      });
      const values = [two, one].map(({ id }) => ({ preferenceId: id, preferenceValue: 'new' }));
      const after = await api.preferences.replace({ customerNumber, preferences: values });
      expect(after.map(({ preferenceId }) => preferenceId)).toEqual([one.id, two.id]);
      expect(after[1]).toMatchObject({ preferenceValue: 'new', createdAt });
      expect(await api.preferences.replace({ customerNumber, preferences: [] })).toEqual([]);
      expect(await events({ customerNumber })).toHaveLength(4);
      const twice = [...values, ...values.slice(0, 1)];
      const call = api.preferences.replace({ customerNumber, preferences: twice });
      await expectBadInput(call, ['preferences.2.preferenceId']);
    });

    test('[REDIR-4] a read below a merged number follows to the survivor, a write is refused naming it', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      const [moves, stays] = [await defined(organisation), await defined(organisation)];
      for (const { id: preferenceId } of [moves, stays]) {
        const { customerNumber } = source;
        await api.preferences.create({ customerNumber, preferenceId, preferenceValue: 'from source' });
      }
      const { customerNumber } = target;
      await api.preferences.create({ customerNumber, preferenceId: stays.id, preferenceValue: 'of target' });
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      const seen = await api.preferences.list({ customerNumber: source.customerNumber });
      expect(seen.map(({ preferenceValue }) => preferenceValue)).toEqual(['from source', 'of target']);
      const value = { customerNumber: source.customerNumber, preferenceId: moves.id, preferenceValue: 'x' };
      const refused = await expectRefusal(api.preferences.update(value), 601, 409);
      expect(refused.details.survivor).toBe(customerNumber);
    });
  });
}
