import { setTimeout } from 'node:timers/promises';
import { type Operations, type OutputOf, Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { RECORDED_CLIENT } from '../contexts.js';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { newEmail, type Organisation, unique } from './organisation.js';

type Export = OutputOf<Operations['profiles']['export']>;

export function exportContract(newOrganisation: NewOrganisation): void {
  const exportOf = ({ apiFor }: Organisation) => apiFor({ permissions: [Permission.Admin] }).profiles.export;

  describe('the export of a customer', () => {
    test('holds everything: the profile, those merged into it, what belongs to them, and the history', async () => {
      const organisation = newOrganisation();
      const { api } = organisation;
      const [oldEmail, email] = [newEmail(), newEmail()];
      const source = await organisation.create({ email: oldEmail, profileType: 'P', surname: 'Gammel' });
      const target = await organisation.create({ email, password: 'correct horse battery' });
      const { customerNumber } = target;
      await api.ecards.add(newCard(source));
      await api.notes.add({ customerNumber, text: 'Likes the window seat' });
      await api.postalAddresses.add({ customerNumber, town: 'Oslo', postCode: '0150', typeOfAddress: 'P' });
      await api.customerAccounts.add({ customerNumber, accountId: unique('ABT-') });
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });

      const answer = await exportOf(organisation)({ customerNumber });
      expect(answer).toMatchObject({ customerNumber, organisationId: organisation.organisationId, accesses: [] });
      const [kept, merged] = answer.profiles;
      expect(answer.profiles).toHaveLength(2);
      expect(kept).toMatchObject({
        hasPassword: true,
        customer: {
          customerNumber,
          email,
          notes: [{ text: 'Likes the window seat' }],
          postalAddresses: [{ town: 'Oslo' }],
          customerAccounts: [{}],
          ecardOwnerships: [{}],
          preferences: [],
          personnelTickets: [],
          relatedCustomerNumbers: [source.customerNumber],
        },
      });
      expect(merged).toMatchObject({
        hasPassword: false,
        customer: { customerNumber: source.customerNumber, surname: 'Gammel', parentId: customerNumber, status: 'P' },
      });
      // The email that the merge freed lives on in the history alone.
      expect(JSON.stringify(answer.changes)).toContain(oldEmail);
      expect(await exportOf(organisation)({ customerNumber: source.customerNumber })).toMatchObject({ customerNumber });
    });

    test('[UNMERGE-1] shows no values from the time when another customer was merged in', async () => {
      const organisation = newOrganisation();
      const accountId = unique('ABT-');
      const { source, target } = await organisation.mergedPair({ customerAccountId: accountId });
      const { customerNumber } = target;
      const admin = organisation.apiFor({ permissions: [Permission.Admin] }).profiles;
      await admin.unmerge({ customerNumber, mergedCustomerNumber: source.customerNumber });
      const { changes } = await admin.export({ customerNumber });
      expect(changes.map(({ operation }) => operation)).toEqual([
        'unmerge-profiles',
        'merge-profiles',
        'create-profile',
      ]);
      expect(changes[0]?.fields).toEqual([{ field: 'customerAccounts' }, { field: 'relatedCustomerNumbers' }]);
      expect(JSON.stringify(changes)).not.toContain(accountId);
      const own = await admin.export({ customerNumber: source.customerNumber });
      expect(JSON.stringify(own.changes)).toContain(accountId);
    });

    test('a deactivated customer is exported too, with its parked values', async () => {
      const organisation = newOrganisation();
      const email = newEmail();
      const { customerNumber } = await organisation.create({ email });
      await organisation.api.profiles.deactivate({ customerNumber });
      const { profiles } = await exportOf(organisation)({ customerNumber });
      expect(profiles).toMatchObject([{ customer: { status: 'D', emailOld: email }, setAside: { username: email } }]);
    });

    test('who looked in customer service stands in it; who looked otherwise does not', async () => {
      const organisation = newOrganisation();
      const known = { surname: unique('Sett'), dateOfBirth: '1985-04-12' };
      const { customerNumber, uuid } = await organisation.create(known);
      const twin = await organisation.create(known);
      const desk = organisation.apiFor({ clientId: RECORDED_CLIENT });
      const options = { changedBy: 'agent-7', correlationId: 'look-1', clientName: 'acme-desk' };
      await desk.profiles.get({ customerNumber }, options);
      await desk.profiles.getByUuid({ uuid }, options);
      await desk.profiles.getMany({ customerNumbers: [customerNumber] }, options);
      await desk.ecards.list({ customerNumber }, options);
      await desk.profiles.suggestDuplicates({ customerNumber: twin.customerNumber }, options);
      await desk.profiles.get({ customerNumber: 9_000_000_000_000 }).catch(() => undefined);
      await organisation.api.profiles.get({ customerNumber });

      const accesses = await untilThere(() => exportOf(organisation)({ customerNumber }), 5);
      expect(accesses.map(({ operation }) => operation).sort()).toEqual([
        'get-many-profiles',
        'get-profile',
        'get-profile-by-uuid',
        'list-ecards',
        'suggest-duplicates',
      ]);
      for (const access of accesses) {
        expect(access).toMatchObject({
          customerNumber,
          clientId: RECORDED_CLIENT,
          callerOrganisationId: organisation.organisationId,
          clientName: 'acme-desk',
          lookedBy: 'agent-7',
          correlationId: 'look-1',
        });
      }
    });

    async function untilThere(read: () => Promise<Export>, count: number): Promise<Export['accesses']> {
      for (let attempt = 0; attempt < 50; attempt++) {
        const { accesses } = await read();
        if (accesses.length >= count) return accesses;
        await setTimeout(100);
      }
      return (await read()).accesses;
    }
  });
}
