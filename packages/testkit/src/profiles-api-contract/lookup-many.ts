import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, ORDINARY, unique } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown } from './refusals.js';

export function getManyContract(newOrganisation: NewOrganisation): void {
  describe('bulk lookup', () => {
    test('answers in the order of the request, each customer once, leaving out who is not there', async () => {
      const [{ api, create }, theirs] = [newOrganisation(), newOrganisation()];
      const [a, b, gone, foreign] = [await create(), await create(), await create(), await theirs.create()];
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      const customers = [b, foreign, gone, a, b];
      const customerNumbers = [9_000_000_000, ...customers.map(({ customerNumber }) => customerNumber)];
      expect(await api.profiles.getMany({ customerNumbers })).toStrictEqual([b, a]);
    });

    test('[REDIR-1] merged ones answer with their survivor, once, over any number of merges', async () => {
      const { api, create, mergedPair } = newOrganisation();
      const { source, target } = await mergedPair();
      const last = await create();
      const { customerNumber } = last;
      const connect = { customerNumberToConnect: target.customerNumber, changedByChannel: 'web' };
      await api.profiles.connect({ customerNumber, ...connect });
      const customerNumbers = [source.customerNumber, customerNumber, target.customerNumber];
      const expected = [{ customerNumber, redirectedFrom: source.customerNumber }];
      expect(await api.profiles.getMany({ customerNumbers })).toMatchObject(expected);
      const customerReferences = [source.customerRef ?? '', target.customerRef ?? ''];
      expect(await api.profiles.getMany({ customerReferences })).toMatchObject(expected);
      await api.profiles.deactivate({ customerNumber });
      expect(await api.profiles.getMany({ customerNumbers })).toEqual([]);
    });

    test('numbers win over references unless there are none', async () => {
      const { api, create } = newOrganisation();
      const [a, b] = [await create(), await create({ customerRef: unique('R/') })];
      const customerReferences = [b.customerRef ?? ''];
      const both = { customerNumbers: [a.customerNumber], customerReferences };
      expect(await api.profiles.getMany(both)).toStrictEqual([a]);
      expect(await api.profiles.getMany({ customerNumbers: [], customerReferences })).toStrictEqual([b]);
      await expectBadInput(api.profiles.getMany({ customerNumbers: [], customerReferences: [] }), ['customerNumbers']);
      await expectBadInput(api.profiles.getMany({}), ['customerNumbers']);
    });

    test('resolve tells of each, in the order of the request, what has become of it', async () => {
      const [{ api, create, mergedPair }, theirs] = [newOrganisation(), newOrganisation()];
      const [here, gone, foreign] = [
        await create({ customerRef: unique('R/') }),
        await create(),
        await theirs.create(),
      ];
      const { source, target } = await mergedPair();
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      const asked = [gone, source, here, foreign, target, here].map(({ customerNumber }) => customerNumber);
      expect(await api.profiles.resolve({ customerNumbers: [...asked, 9_000_000_000] })).toEqual([
        { requested: gone.customerNumber, outcome: 'deactivated', customerNumber: gone.customerNumber },
        { requested: source.customerNumber, outcome: 'merged', customerNumber: target.customerNumber },
        { requested: here.customerNumber, outcome: 'found', customerNumber: here.customerNumber },
        { requested: foreign.customerNumber, outcome: 'unknown' },
        { requested: target.customerNumber, outcome: 'found', customerNumber: target.customerNumber },
        { requested: here.customerNumber, outcome: 'found', customerNumber: here.customerNumber },
        { requested: 9_000_000_000, outcome: 'unknown' },
      ]);
      const customerReferences = [here.customerRef ?? '', 'unknown', foreign.customerRef ?? ''];
      expect((await api.profiles.resolve({ customerReferences })).map(({ outcome }) => outcome)).toEqual([
        ...['found', 'unknown', 'unknown'],
      ]);
      await api.profiles.deactivate({ customerNumber: target.customerNumber });
      expect(await api.profiles.resolve({ customerNumbers: [source.customerNumber] })).toEqual([
        { requested: source.customerNumber, outcome: 'deactivated', customerNumber: target.customerNumber },
      ]);
      await expectBadInput(api.profiles.resolve({}), ['customerNumbers']);
      const tooMany = Array.from({ length: 1001 }, (_, index) => index + 1);
      await expectBadInput(api.profiles.resolve({ customerNumbers: tooMany }), ['customerNumbers']);
    });

    test('takes a thousand and no more', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const customerNumbers = Array.from({ length: 1000 }, (_, index) => customerNumber - 999 + index);
      expect((await api.profiles.getMany({ customerNumbers })).at(-1)).toMatchObject({ customerNumber });
      const call = api.profiles.getMany({ customerNumbers: [...customerNumbers, 1] });
      await expectBadInput(call, ['customerNumbers']);
    });

    test('shows the caller’s own organisation only, even to who may act for all', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const { customerNumber } = await theirs.create();
      const { profiles } = mine.apiFor({ permissions: [...ORDINARY, Permission.AllOrganisations] });
      expect(await profiles.getMany({ customerNumbers: [customerNumber] })).toEqual([]);
    });
  });
}

export function usernamesContract(newOrganisation: NewOrganisation): void {
  describe('lookup by username', () => {
    test('[REDIR-2] finds by username without regard to case, else by email, a ticket customer too', async () => {
      const { api, create, organisationId } = newOrganisation();
      const email = newEmail();
      const standard = await create({ email });
      const by = (username: string) => api.profiles.getByUsername({ organisationId, username });
      expect(await by(email.toUpperCase())).toStrictEqual(standard);
      const holder = await create({ email: newEmail(), profileType: 'P' });
      expect(await by(holder.email ?? '')).toStrictEqual(holder);
      await expectUnknown(by(newEmail()));
      const temporary = await create({ email: newEmail(), profileType: 'T', expirationDate: daysFromNow(1) });
      await expectUnknown(by(temporary.email ?? ''));
    });

    test('[REDIR-2] a merged customer is returned as it is, until an active one has that username', async () => {
      const { api, create, organisationId } = newOrganisation();
      const username = newEmail();
      const [source, target] = [await create({ email: username }), await create()];
      const { customerNumber } = target;
      const connect = { customerNumberToConnect: source.customerNumber, changedByChannel: 'web' };
      await api.profiles.connect({ customerNumber, ...connect });
      const merged = await api.profiles.getByUsername({ organisationId, username });
      expect(merged).toMatchObject({ customerNumber: source.customerNumber, status: 'P', parentId: customerNumber });
      expect(merged).not.toHaveProperty('redirectedFrom');
      const heir = await create({ email: username, profileType: 'P' });
      expect(await api.profiles.getByUsername({ organisationId, username })).toStrictEqual(heir);
    });

    test('[DEL-1] a deactivated customer is found on request only, and no other organisation’s', async () => {
      const { api, create, organisationId } = newOrganisation();
      const username = newEmail();
      const { customerNumber } = await create({ email: username });
      await api.profiles.deactivate({ customerNumber });
      await expectUnknown(api.profiles.getByUsername({ organisationId, username }));
      const found = await api.profiles.getByUsername({ organisationId, username, includeDeleted: true });
      expect(found).toMatchObject({ customerNumber, status: 'D', emailOld: username });
      const other = newOrganisation();
      await expectRefusal(other.api.profiles.getByUsername({ organisationId, username }), 610, 403);
      const { organisationId: elsewhere, api: theirs } = other;
      await expectUnknown(theirs.profiles.getByUsername({ organisationId: elsewhere, username }));
    });
  });
}
