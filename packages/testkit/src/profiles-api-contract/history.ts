import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { newEmail, type Organisation, updateBody } from './organisation.js';
import { expectRefusal } from './refusals.js';

export function historyContract(newOrganisation: NewOrganisation): void {
  const listOf = ({ apiFor }: Organisation) => apiFor({ permissions: [Permission.Admin] }).profiles.listChanges;

  describe('the history of a customer', () => {
    test('each change tells who, where from, when and what, with old and new values, the latest first', async () => {
      const organisation = newOrganisation();
      const email = newEmail();
      const customer = await organisation.create({ email });
      await organisation.api.profiles.update(
        { ...updateBody(customer), surname: 'Hansen', email: null },
        { correlationId: 'trace-1', clientName: 'acme-crm' },
      );
      const { items, nextCursor } = await listOf(organisation)({ customerNumber: customer.customerNumber });
      expect(nextCursor).toBeUndefined();
      expect(items.map(({ revision, operation }) => [revision, operation])).toEqual([
        [2, 'update-profile'],
        [1, 'create-profile'],
      ]);
      const [latest, first] = items;
      expect(latest).toMatchObject({
        customerNumber: customer.customerNumber,
        organisationId: organisation.organisationId,
        callerOrganisationId: organisation.organisationId,
        changedBy: 'crm-user',
        changedByChannel: 'crm',
        clientId: 'test-client',
        clientName: 'acme-crm',
        correlationId: 'trace-1',
      });
      expect(latest?.changedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(latest?.fields).toContainEqual({ field: 'surname', before: 'Nordmann', after: 'Hansen' });
      expect(latest?.fields).toContainEqual({ field: 'email', before: email });
      expect(first).toMatchObject({ changedBy: 'web', changedByChannel: 'web-shop' });
      expect(first?.fields).toContainEqual({ field: 'email', after: email });
    });

    test('every change of the history is that of an event, and the other way round', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair();
      await organisation.api.notes.add({ customerNumber: target.customerNumber, text: 'A note' });
      const { items } = await listOf(organisation)({ customerNumber: target.customerNumber, perPage: 100 });
      for (const party of [source, target]) {
        const events = await organisation.events(party);
        const changes = items.filter(({ customerNumber }) => customerNumber === party.customerNumber).reverse();
        expect(changes.map(({ revision, operation }) => [revision, operation])).toEqual(
          events.map(({ revision, cause }) => [revision, cause]),
        );
        for (const [index, change] of changes.entries()) {
          expect(change.fields.map(({ field }) => field)).toEqual(events[index]?.changedFields);
        }
      }
    });

    test('of a list the entries that differ are told, of a card whose it was, of a password nothing', async () => {
      const organisation = newOrganisation();
      const { api } = organisation;
      const [giver, taker] = [
        await organisation.create({ password: 'correct horse battery' }),
        await organisation.create(),
      ];
      const card = newCard(giver);
      await api.notes.add({ customerNumber: giver.customerNumber, text: 'First' });
      await api.notes.add({ customerNumber: giver.customerNumber, text: 'Second' });
      await api.ecards.add(card);
      await api.ecards.update({ ...card, customerNumber: taker.customerNumber });
      await api.credentials.changePassword({
        customerNumber: giver.customerNumber,
        currentPassword: 'correct horse battery',
        newPassword: 'another horse battery',
      });
      const list = listOf(organisation);
      const [password, moved, added, second] = (await list({ customerNumber: giver.customerNumber })).items;
      expect(password?.fields).toEqual([{ field: 'password' }]);
      expect(moved?.fields).toMatchObject([{ field: 'ecardOwnerships', before: [{ ecardNumber: card.ecardNumber }] }]);
      expect(moved?.fields[0]).not.toHaveProperty('after');
      expect(added?.fields).toMatchObject([{ field: 'ecardOwnerships', after: [{ ecardNumber: card.ecardNumber }] }]);
      expect(second?.fields).toMatchObject([{ field: 'notes', after: [{ text: 'Second' }] }]);
      const [received] = (await list({ customerNumber: taker.customerNumber })).items;
      expect(received?.fields).toMatchObject([
        { field: 'ecardOwnerships', after: [{ ecardNumber: card.ecardNumber }] },
      ]);
    });

    test('page by page every change comes once', async () => {
      const organisation = newOrganisation();
      const customer = await organisation.create();
      for (const surname of ['A', 'B', 'C', 'D', 'E', 'F']) await organisation.update(customer, { surname });
      const list = listOf(organisation);
      const revisions: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ customerNumber: customer.customerNumber, perPage: 3, ...(cursor && { cursor }) });
        revisions.push(...page.items.map(({ revision }) => revision));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(revisions).toEqual([7, 6, 5, 4, 3, 2, 1]);
    });

    test('a cursor of another kind is refused, naming the field', async () => {
      const organisation = newOrganisation();
      const { customerNumber } = await organisation.create();
      const error = await expectRefusal(listOf(organisation)({ customerNumber, cursor: 'W10' }), 400, 400);
      expect(error.details.errors).toMatchObject([{ path: 'cursor' }]);
    });

    test('a merged number answers with the history of both; a deactivated customer still has one', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair();
      const list = listOf(organisation);
      const bySource = await list({ customerNumber: source.customerNumber });
      expect(bySource).toEqual(await list({ customerNumber: target.customerNumber }));
      expect(new Set(bySource.items.map(({ customerNumber }) => customerNumber)).size).toBe(2);
      await organisation.api.profiles.deactivate({ customerNumber: target.customerNumber });
      const { items } = await list({ customerNumber: target.customerNumber });
      expect(items[0]).toMatchObject({ operation: 'deactivate-profile' });
    });

    test('what was refused, and what changed nothing, leaves no record', async () => {
      const organisation = newOrganisation();
      const { target, source } = await organisation.mergedPair();
      const list = listOf(organisation);
      const before = await list({ customerNumber: target.customerNumber });
      await organisation.api.profiles.merge({
        customerNumber: target.customerNumber,
        pticketCustomerNumber: source.customerNumber,
      });
      await expectRefusal(organisation.update(target, {}, { ifMatch: 99 }), 412, 412);
      expect(await list({ customerNumber: target.customerNumber })).toEqual(before);
    });
  });
}
