import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { createBody, newEmail, ORDINARY, type Organisation, unique } from './organisation.js';
import { expectRefusal, expectUnknown } from './refusals.js';

export function erasureContract(newOrganisation: NewOrganisation): void {
  const adminOf = ({ apiFor }: Organisation) => apiFor({ permissions: [...ORDINARY, Permission.Admin] }).profiles;

  describe('the erasure of a customer', () => {
    test('[ERASE-1] a person is erased completely, by every lookup; a second erasure is 404', async () => {
      const organisation = newOrganisation();
      const { api } = organisation;
      const email = newEmail();
      const { source, target } = await organisation.mergedPair({}, { email, customerRef: unique('CRM-') });
      const { customerNumber, uuid, customerRef: customerReference = '' } = target;
      const card = newCard(target);
      await api.ecards.add(card);
      const admin = adminOf(organisation);
      expect(await admin.erase({ customerNumber })).toBeUndefined();

      await expectUnknown(api.profiles.get({ customerNumber, includeDeleted: true }));
      await expectUnknown(api.profiles.get({ customerNumber: source.customerNumber, includeDeleted: true }));
      await expectUnknown(api.profiles.getByUuid({ uuid }));
      await expectUnknown(api.profiles.getByUuid({ uuid: source.uuid }));
      await expectUnknown(api.profiles.getByCustomerReference({ customerReference }));
      await expectUnknown(api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) }));
      await expectUnknown(admin.export({ customerNumber }));
      await expectUnknown(admin.listChanges({ customerNumber }));
      expect(await api.profiles.find({ email })).toEqual([]);
      expect(await api.profiles.getMany({ customerNumbers: [customerNumber, source.customerNumber] })).toEqual([]);
      await expectUnknown(admin.erase({ customerNumber }));
    });

    test('[ERASE-1] both numbers tell of it in an event, the last of their own', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair();
      await adminOf(organisation).erase({ customerNumber: target.customerNumber });
      for (const party of [source, target]) {
        const events = await organisation.events(party);
        expect(events.at(-1)).toMatchObject({ eventType: 'DELETE', cause: 'erase-profile', revision: events.length });
        expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1));
      }
    });

    test('[ERASE-1] the records of another profile stay; only the values that came from the erased person go', async () => {
      const organisation = newOrganisation();
      const { api } = organisation;
      const [accountId, text, theirEmail, ownEmail] = [unique('ABT-'), unique('Note '), newEmail(), newEmail()];
      const source = await organisation.create({ customerAccountId: accountId, email: theirEmail });
      const target = await organisation.create({ email: newEmail() });
      const { customerNumber } = target;
      await api.notes.add({ customerNumber: source.customerNumber, text });
      const card = newCard(source);
      await api.ecards.add(card);
      await api.profiles.connect({
        ...{ customerNumber, customerNumberToConnect: source.customerNumber, changedByChannel: 'web' },
        take: ['email'],
      });
      await api.customerAccounts.update({ customerNumber, accountId, name: 'Named meanwhile' });
      await organisation.update(target, { email: ownEmail });
      await organisation.update(target, { vippsId: 'own-vipps' });
      const admin = adminOf(organisation);
      await admin.unmerge({ customerNumber, mergedCustomerNumber: source.customerNumber });
      await organisation.update(target, { surname: 'Etterpå' });
      const before = await admin.listChanges({ customerNumber });
      await admin.erase({ customerNumber: source.customerNumber });
      const after = await admin.listChanges({ customerNumber });
      const outline = ({ items }: typeof after) =>
        items.map(({ fields, ...record }) => ({ ...record, fields: fields.map(({ field }) => field) }));
      expect(outline(after)).toEqual(outline(before));
      expect(after.items.map(({ operation }) => operation)).toEqual([
        ...['update-profile', 'unmerge-profiles', 'update-profile', 'update-profile'],
        ...['update-customer-account', 'connect-profile', 'create-profile'],
      ]);
      const { changes } = await admin.export({ customerNumber });
      for (const told of [JSON.stringify(after), JSON.stringify(changes)]) {
        for (const theirs of [accountId, text, theirEmail, String(card.ecardNumber)])
          expect(told).not.toContain(theirs);
        for (const own of [ownEmail, 'own-vipps', 'Etterpå']) expect(told).toContain(own);
      }
    });

    test('what the person held is free: email, reference, vippsId, account and card; the number never comes again', async () => {
      const organisation = newOrganisation();
      const { api } = organisation;
      const held = { email: newEmail(), customerRef: unique('CRM-'), vippsId: unique('V') };
      const first = await organisation.create(held);
      const accountId = unique('ABT-');
      await api.customerAccounts.add({ customerNumber: first.customerNumber, accountId });
      const card = newCard(first);
      await api.ecards.add(card);
      await adminOf(organisation).erase({ customerNumber: first.customerNumber });
      const second = await organisation.create(held);
      expect(second.customerNumber).toBeGreaterThan(first.customerNumber);
      await api.customerAccounts.add({ customerNumber: second.customerNumber, accountId });
      expect(await api.ecards.add({ ...card, customerNumber: second.customerNumber })).toMatchObject({
        ecardNumber: card.ecardNumber,
      });
    });

    test('a deactivated customer can be erased; a merged one by the number of its survivor only (601)', async () => {
      const organisation = newOrganisation();
      const admin = adminOf(organisation);
      const gone = await organisation.create();
      await organisation.api.profiles.deactivate({ customerNumber: gone.customerNumber });
      await admin.erase({ customerNumber: gone.customerNumber });
      await expectUnknown(organisation.api.profiles.get({ customerNumber: gone.customerNumber, includeDeleted: true }));

      const { source, target } = await organisation.mergedPair();
      const error = await expectRefusal(admin.erase({ customerNumber: source.customerNumber }), 601, 409);
      expect(error.details.survivor).toBe(target.customerNumber);
    });

    test('only the version the caller has seen is erased (412)', async () => {
      const organisation = newOrganisation();
      const customer = await organisation.create();
      const { customerNumber } = customer;
      await organisation.update(customer, { surname: 'Hansen' });
      await expectRefusal(adminOf(organisation).erase({ customerNumber }, { ifMatch: 1 }), 412, 412);
      expect(await organisation.api.profiles.get({ customerNumber })).toMatchObject({ surname: 'Hansen' });
      await adminOf(organisation).erase({ customerNumber }, { ifMatch: 2 });
    });

    test('the answer kept under an idempotency key is gone: the same call makes a new customer', async () => {
      const organisation = newOrganisation();
      const body = { ...createBody(organisation.organisationId), email: newEmail() };
      const options = { idempotencyKey: unique('key-') };
      const first = await organisation.api.profiles.create(body, options);
      await adminOf(organisation).erase({ customerNumber: first.customerNumber });
      const second = await organisation.api.profiles.create(body, options);
      expect(second.customerNumber).toBeGreaterThan(first.customerNumber);
    });

    test('so is one that was kept for a call which changed nothing', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair();
      const again = { customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber };
      const options = { idempotencyKey: unique('key-') };
      await organisation.api.profiles.merge(again, options);
      await adminOf(organisation).erase({ customerNumber: target.customerNumber });
      await expectUnknown(organisation.api.profiles.merge(again, options));
    });

    test('so is one with a value of a merged customer, who was unmerged before the erasure', async () => {
      const organisation = newOrganisation();
      const { profiles } = organisation.api;
      const { source, target } = await organisation.mergedPair();
      const { customerNumber: other } = await organisation.create({ surname: 'Borrowed' });
      const { customerNumber } = target;
      await profiles.connect({
        ...{ customerNumber, customerNumberToConnect: other, take: ['surname'], changedByChannel: 'web' },
      });
      const again = { customerNumber, pticketCustomerNumber: source.customerNumber };
      const options = { idempotencyKey: unique('key-') };
      expect((await profiles.merge(again, options)).surname).toBe('Borrowed');
      await adminOf(organisation).unmerge({ customerNumber, mergedCustomerNumber: other });
      await adminOf(organisation).erase({ customerNumber: other });
      expect((await profiles.merge(again, options)).surname).toBe(target.surname);
    });

    test('a write concurrent with the erasure happens before it or is 404', async () => {
      const organisation = newOrganisation();
      const customer = await organisation.create();
      const { customerNumber } = customer;
      const outcomes = await Promise.allSettled([
        adminOf(organisation).erase({ customerNumber }),
        ...['A', 'B', 'C'].map((surname) => organisation.update(customer, { surname })),
      ]);
      expect(outcomes[0]?.status).toBe('fulfilled');
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 617 });
      await expectUnknown(organisation.api.profiles.get({ customerNumber, includeDeleted: true }));
      const events = await organisation.events(customer);
      expect(events.at(-1)).toMatchObject({ eventType: 'DELETE' });
      expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1));
    });
  });
}
