import { type CustomerChangedData, OPERATIONS } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { newEmail, unique } from './organisation.js';

const FIELDS = new Set(Object.keys(OPERATIONS.profiles.get.output.shape));
const MEMBERS = [
  'eventType',
  'customerNumber',
  'organisationId',
  'revision',
  'epoch',
  'cause',
  'changedFields',
  'correlationId',
];

const lastOf = (events: readonly CustomerChangedData[]) => events.at(-1);

export function eventsContract(newOrganisation: NewOrganisation): void {
  describe('events', () => {
    test('a create is one CREATE event in revision 1', async () => {
      const { create, events, organisationId } = newOrganisation();
      const correlationId = unique('corr-');
      const customer = await create({ email: newEmail() }, { correlationId });
      const [event, ...more] = await events(customer);
      expect(more).toEqual([]);
      expect(event).toStrictEqual({
        eventType: 'CREATE',
        customerNumber: customer.customerNumber,
        organisationId,
        revision: 1,
        epoch: 1,
        cause: 'create-profile',
        changedFields: expect.arrayContaining(['surname', 'firstName', 'email', 'customerRef']),
        correlationId,
      });
    });

    test('each change is one UPDATE event, named by its operation, its revision one more than the last', async () => {
      const { api, create, events, update } = newOrganisation();
      const [customer, source] = [await create({ email: newEmail() }), await create({ profileType: 'P' })];
      const { customerNumber } = customer;
      const card = newCard(customer);
      await update(customer, { surname: 'Ny' });
      await api.ecards.add(card);
      await api.ecards.update({ ...card, ecardName: 'Mine' });
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      await api.profiles.deactivate({ customerNumber });
      await api.profiles.restore({ customerNumber });
      const told = (await events(customer)).map(
        ({ eventType, revision, cause }) => `${eventType} ${revision} ${cause}`,
      );
      expect(told).toEqual([
        'CREATE 1 create-profile',
        'UPDATE 2 update-profile',
        'UPDATE 3 add-ecard',
        'UPDATE 4 update-ecard',
        'UPDATE 5 merge-profiles',
        'UPDATE 6 deactivate-profile',
        'UPDATE 7 restore-profile',
      ]);
    });

    test('changedFields are the names of the fields that differ', async () => {
      const { api, create, events, update } = newOrganisation();
      const customer = await create({ email: newEmail(), vippsId: unique() });
      const { customerNumber } = customer;
      const changed = async () => [...(lastOf(await events(customer))?.changedFields ?? [])].sort();
      await update(customer, { surname: 'Ny', vippsId: null });
      expect(await changed()).toEqual(['surname', 'vippsId']);
      await update({ ...customer, surname: 'Ny' }, { email: newEmail() });
      expect(await changed()).toEqual(['email', 'username']);
      await api.ecards.add(newCard(customer));
      expect(await changed()).toEqual(['ecardOwnerships']);
      await api.profiles.deactivate({ customerNumber });
      expect(await changed()).toEqual(['email', 'emailOld', 'expirationDate', 'status', 'username']);
      await api.profiles.restore({ customerNumber });
      expect(await changed()).toEqual(['email', 'emailOld', 'expirationDate', 'status', 'username']);
    });

    test('changedFields only ever names fields of the answer', async () => {
      const { api, events, mergedPair } = newOrganisation();
      const { source, target } = await mergedPair({ customerAccountId: unique(), email: newEmail() });
      await api.profiles.deactivate({ customerNumber: target.customerNumber });
      await api.profiles.restore({ customerNumber: target.customerNumber });
      for (const event of [...(await events(source)), ...(await events(target))]) {
        expect(event.changedFields.length).toBeGreaterThan(0);
        for (const field of event.changedFields) expect(FIELDS).toContain(field);
      }
    });

    test('[MERGE-1] a merge is one event for each party, each naming the other', async () => {
      const { events, mergedPair } = newOrganisation();
      const { source, target } = await mergedPair();
      const [ofSource, ofTarget] = [lastOf(await events(source)), lastOf(await events(target))];
      const common = { eventType: 'UPDATE', revision: 2, cause: 'merge-profiles' };
      expect(ofSource).toMatchObject({ ...common, relatedCustomerNumber: target.customerNumber });
      expect(ofTarget).toMatchObject({ ...common, relatedCustomerNumber: source.customerNumber });
      expect(ofSource?.changedFields).toEqual(expect.arrayContaining(['status', 'parentId']));
      expect(ofTarget?.changedFields).toEqual(expect.arrayContaining(['relatedCustomerNumbers']));
      expect(ofSource?.correlationId).toBe(ofTarget?.correlationId);
    });

    test('[CARD-4] a card that moves is one event for each owner, each naming the other', async () => {
      const { api, create, events } = newOrganisation();
      const [from, to] = [await create(), await create()];
      const card = newCard(from);
      await api.ecards.add(card);
      await api.ecards.update({ ...card, customerNumber: to.customerNumber });
      const common = { eventType: 'UPDATE', cause: 'update-ecard', changedFields: ['ecardOwnerships'] };
      expect(lastOf(await events(from))).toMatchObject({
        ...common,
        revision: 3,
        relatedCustomerNumber: to.customerNumber,
      });
      expect(lastOf(await events(to))).toMatchObject({
        ...common,
        revision: 2,
        relatedCustomerNumber: from.customerNumber,
      });
    });

    test('a change of one customer alone names no other', async () => {
      const { api, create, events, update } = newOrganisation();
      const customer = await create();
      await update(customer);
      await api.ecards.add(newCard(customer));
      for (const event of await events(customer)) expect(event).not.toHaveProperty('relatedCustomerNumber');
    });

    test('no event holds any value of the customer', async () => {
      const { api, create, events, update } = newOrganisation();
      const values = {
        surname: unique('Etternavn'),
        firstName: unique('Fornavn'),
        email: newEmail(),
        vippsId: unique('vipps'),
        customerRef: unique('ref'),
        landlineNumber: '23456789',
        dateOfBirth: '1971-11-23',
        invoiceOrganisationId: '974760673',
        customerAccountId: unique('abt'),
      };
      const place = {
        town: unique('By'),
        addressLine1: unique('Gate'),
        postCode: 'ZX 98765',
        countryCode: 'GBR' as const,
      };
      const password = unique('Correct-Horse-9-');
      const [telephoneNumber, createdBy] = ['93456789', unique('ansatt')];
      const customer = await create({
        ...values,
        password,
        telephoneNumber,
        createdBy,
        postalAddresses: [{ ...place, typeOfAddress: 'P' }],
      });
      const changed = { surname: unique('Nytt'), email: newEmail() };
      await update(customer, changed);
      const card = { ...newCard(customer), ecardName: unique('Kort') };
      await api.ecards.add(card);
      const { customerNumber } = customer;
      await api.profiles.deactivate({ customerNumber });
      await api.profiles.restore({ customerNumber });

      const told = await events(customer);
      expect(told).toHaveLength(5);
      for (const event of told) {
        expect(Object.keys(event).filter((member) => !MEMBERS.includes(member))).toEqual([]);
      }
      const text = JSON.stringify(told);
      const secrets = { ...values, ...place, ...changed, password, telephoneNumber, createdBy, name: card.ecardName };
      for (const [field, value] of Object.entries(secrets)) expect(text, field).not.toContain(value);
      expect(text).not.toContain(customer.uuid);
      expect(text).not.toContain(String(card.ecardNumber));
    });

    test('a read publishes nothing', async () => {
      const { api, create, events } = newOrganisation();
      const customer = await create();
      const { customerNumber, uuid } = customer;
      await api.profiles.get({ customerNumber });
      await api.profiles.getByUuid({ uuid });
      await api.profiles.find({ surname: customer.surname });
      expect(await events(customer)).toHaveLength(1);
    });
  });
}
