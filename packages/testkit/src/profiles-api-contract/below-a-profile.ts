import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, ORDINARY, unique } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown } from './refusals.js';

const OSLO = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' } as const;
const TICKET = { ticketRightOwner: 'VY', ticketRightBearer: 'SJ', ticketHolderCode: 'E1', validFrom: '2026-01-01' };

export function postalAddressesContract(newOrganisation: NewOrganisation): void {
  describe('postal addresses', () => {
    test('are added, changed and deleted; an id is given once', async () => {
      const { api, create, events } = newOrganisation();
      const { customerNumber } = await create({ postalAddresses: [OSLO] });
      const added = await api.postalAddresses.add({ customerNumber, ...OSLO, id: 77, addressLine1: 'Storgata 1' });
      expect(added).toStrictEqual({
        ...OSLO,
        id: expect.any(Number),
        addressLine1: 'Storgata 1',
        countryCode: 'NOR',
        customerId: customerNumber,
        createdAt: expect.any(String),
        changedAt: added.createdAt,
      });
      const postalAddressId = added.id;
      const kept = await api.postalAddresses.update({
        customerNumber,
        postalAddressId,
        ...OSLO,
        town: 'Bergen',
        id: 1,
      });
      expect(kept).toStrictEqual({ ...added, town: 'Bergen', changedAt: expect.any(String) });
      const cleared = await api.postalAddresses.update({
        ...{ customerNumber, postalAddressId, ...OSLO },
        ...{ addressLine1: null, countryCode: 'SWE', postCode: '111 29' },
      });
      expect(cleared).not.toHaveProperty('addressLine1');
      expect(cleared).toMatchObject({ countryCode: 'SWE', postCode: '111 29', town: 'Oslo' });
      expect(await api.postalAddresses.delete({ customerNumber, postalAddressId })).toBeUndefined();
      await expectUnknown(api.postalAddresses.delete({ customerNumber, postalAddressId }));
      await expectUnknown(api.postalAddresses.update({ customerNumber, postalAddressId, ...OSLO }));
      const line = { addressLine1: 'Storgata 1' };
      const again = await api.postalAddresses.add({ customerNumber, ...OSLO, ...line });
      expect(again.id).toBeGreaterThan(added.id);
      const causes = (await events({ customerNumber })).slice(1).map(({ cause }) => cause);
      const updates = ['update-postal-address', 'update-postal-address'];
      expect(causes).toEqual(['add-postal-address', ...updates, 'delete-postal-address', 'add-postal-address']);
    });

    test('a post code is judged by the country the address has (604)', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const add = (fields: object) => api.postalAddresses.add({ customerNumber, ...OSLO, ...fields });
      await expectBadInput(add({ postCode: '150' }), ['postCode'], 604);
      const { id: postalAddressId } = await add({ postCode: 'SW1A 1AA', countryCode: 'GBR' });
      const update = (fields: object) =>
        api.postalAddresses.update({ customerNumber, postalAddressId, ...OSLO, ...fields });
      expect(await update({ postCode: 'W1' })).toMatchObject({ postCode: 'W1', countryCode: 'GBR' });
      await expectBadInput(update({ postCode: 'W1', countryCode: null }), ['postCode'], 604);
      expect(await update({ countryCode: null })).toMatchObject({ countryCode: 'NOR' });
      await expectBadInput(update({ postCode: 'W1' }), ['postCode'], 604);
    });
  });
}

export function accountsContract(newOrganisation: NewOrganisation): void {
  describe('customer accounts', () => {
    test('[UNIQ-5] are added and renamed; an id that a customer of the organisation has is refused (624)', async () => {
      const organisation = newOrganisation();
      const { api, create, events } = organisation;
      const [one, two] = [await create(), await create()];
      const accountId = unique('ABT/ ');
      const { customerNumber } = one;
      const added = await api.customerAccounts.add({ customerNumber, accountId, name: 'Mine' });
      expect(added).toStrictEqual({
        accountId,
        name: 'Mine',
        createdAt: expect.any(String),
        changedAt: added.createdAt,
      });
      await expectRefusal(api.customerAccounts.add({ customerNumber, accountId }), 624, 409);
      await expectRefusal(api.customerAccounts.add({ customerNumber: two.customerNumber, accountId }), 624, 409);
      expect(await api.customerAccounts.update({ customerNumber, accountId })).toMatchObject({ name: 'Mine' });
      const renamed = await api.customerAccounts.update({ customerNumber, accountId, name: null });
      expect(renamed).toStrictEqual({ accountId, createdAt: added.createdAt, changedAt: expect.any(String) });
      expect(await api.customerAccounts.list({ customerNumber })).toStrictEqual([renamed]);
      expect(await api.profiles.get({ customerNumber })).toMatchObject({ customerAccountId: accountId });
      await expectUnknown(api.customerAccounts.update({ customerNumber, accountId: unique(), name: 'x' }));
      expect((await events(one)).map(({ changedFields }) => changedFields).slice(1)).toContainEqual([
        'customerAccounts',
      ]);
      const other = newOrganisation();
      const { customerNumber: foreign } = await other.create();
      await expect(other.api.customerAccounts.add({ customerNumber: foreign, accountId })).resolves.toMatchObject({
        accountId,
      });
    });

    test('an account goes along in a merge, and stays taken', async () => {
      const { api, create, mergedPair } = newOrganisation();
      const accountId = unique('ABT-');
      const { target, source } = await mergedPair({ customerAccountId: accountId });
      const { customerNumber } = target;
      expect(await api.customerAccounts.list({ customerNumber })).toMatchObject([{ accountId }]);
      const other = await create();
      await expectRefusal(api.customerAccounts.add({ customerNumber: other.customerNumber, accountId }), 624, 409);
      const refused = api.customerAccounts.add({ customerNumber: source.customerNumber, accountId: unique() });
      expect((await expectRefusal(refused, 601, 409)).details.survivor).toBe(customerNumber);
    });
  });
}

export function ticketsAndNotesContract(newOrganisation: NewOrganisation): void {
  describe('personnel tickets and notes', () => {
    test('[DEACT-2] while a ticket is valid its holder can’t be deactivated (621)', async () => {
      const { api, create } = newOrganisation();
      for (const profileType of ['S', 'P'] as const) {
        const { customerNumber } = await create({ profileType });
        const ended = await api.personnelTickets.add({ customerNumber, ...TICKET, validTo: '2026-02-01' });
        expect(ended).toMatchObject({ id: expect.any(String), validTo: '2026-02-01T00:00:00.000Z' });
        const shown = await api.profiles.get({ customerNumber, includePersonnelTicket: true });
        expect(shown.personnelTickets).toStrictEqual([ended]);
        await api.profiles.deactivate({ customerNumber });
        await api.profiles.restore({ customerNumber });
        await api.personnelTickets.add({ customerNumber, ...TICKET, validTo: daysFromNow(9) });
        await expectRefusal(api.profiles.deactivate({ customerNumber }), 621, 409);
      }
      const found = await api.profiles.search({ ticketRightOwner: 'VY', ticketRightBearer: 'SJ' });
      expect(found.items).toHaveLength(2);
      expect(found.items[0]?.personnelTickets).toHaveLength(2);
    });

    test('a temporary customer gets no ticket (409), and a ticket ends after it began', async () => {
      const { api, create } = newOrganisation();
      const temporary = await create({ profileType: 'T', expirationDate: daysFromNow(9) });
      const ticket = { customerNumber: temporary.customerNumber, ...TICKET, validTo: '2026-02-01' };
      await expectRefusal(api.personnelTickets.add(ticket), 409, 409);
      await expectBadInput(api.personnelTickets.add({ ...ticket, validTo: TICKET.validFrom }), ['validTo']);
    });

    test('a note is signed with who wrote it, and both go along in a merge', async () => {
      const { api, apiFor, create } = newOrganisation();
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      const text = `First line.\n\t${'x'.repeat(3980)}`;
      const note = { customerNumber: source.customerNumber, text };
      const signed = await api.notes.add(note, { changedBy: 'ola' });
      expect(signed).toMatchObject({ text, createdBy: 'ola', changedBy: 'ola', customerId: note.customerNumber });
      const api2 = apiFor({ permissions: ORDINARY, clientId: 'till-7' });
      expect(await api2.notes.add(note)).toMatchObject({ createdBy: 'till-7' });
      await expectBadInput(api.notes.add({ ...note, text: 'x'.repeat(4001) }), ['text']);
      await api.personnelTickets.add({ customerNumber: note.customerNumber, ...TICKET, validTo: daysFromNow(9) });
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: note.customerNumber });
      const shown = await api.profiles.get({ customerNumber, includeNotes: true, includePersonnelTicket: true });
      expect(shown.notes?.map(({ createdBy, customerId }) => [createdBy, customerId])).toEqual([
        ['ola', customerNumber],
        ['till-7', customerNumber],
      ]);
      expect(shown.personnelTickets).toHaveLength(1);
    });
  });
}

export function ecardReadsContract(newOrganisation: NewOrganisation): void {
  describe('a customer’s e-cards', () => {
    test('are listed, ended ones too; of one card the current ownership is shown before an ended one', async () => {
      const { api, create } = newOrganisation();
      const owner = await create();
      const { customerNumber, ecardOperator, ecardNumber, ...fields } = newCard(owner);
      const card = { customerNumber, ecardOperator, ecardNumber };
      await api.ecards.add({ ...card, ...fields });
      const ended = await api.ecards.update({ ...card, ...fields, endOfOwnership: daysFromNow(-1) });
      expect(await api.ecards.get(card)).toStrictEqual(ended);
      const current = await api.ecards.add({ ...card, ...fields });
      expect(await api.ecards.get(card)).toStrictEqual(current);
      expect(await api.ecards.list({ customerNumber })).toStrictEqual([ended, current]);
      const other = await create();
      await expectUnknown(api.ecards.get({ ...card, customerNumber: other.customerNumber }));
    });

    test('[REDIR-4] [DEL-1] follow a merge, and are hidden with their customer', async () => {
      const { api, create } = newOrganisation();
      const [source, target] = [await create({ profileType: 'P' }), await create()];
      const card = newCard(source);
      await api.ecards.add(card);
      await api.profiles.merge({
        customerNumber: target.customerNumber,
        pticketCustomerNumber: source.customerNumber,
      });
      const { customerNumber } = source;
      expect(await api.ecards.list({ customerNumber })).toMatchObject([{ customerId: target.customerNumber }]);
      await api.profiles.deactivate({ customerNumber: target.customerNumber });
      await expectUnknown(api.ecards.list({ customerNumber }));
      await expectUnknown(api.ecards.list({ customerNumber: target.customerNumber }));
    });
  });
}
