import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { createBody, newEmail, responseMeta, unique, updateBody } from './organisation.js';
import { expectRefusal, refusalOf, toldBy } from './refusals.js';

export function idempotencyContract(newOrganisation: NewOrganisation): void {
  describe('Idempotency-Key', () => {
    test('a repeated create gives the first answer and creates nothing', async () => {
      const { api, create, events } = newOrganisation();
      const fields = { email: newEmail(), surname: 'Gjentatt' };
      const meta = responseMeta();
      const options = { ...meta.options, idempotencyKey: unique() };
      const first = await create(fields, options);
      expect(meta.read().replayed ?? false).toBe(false);
      const second = await create(fields, options);
      expect(second).toStrictEqual(first);
      expect(meta.read()).toMatchObject({ replayed: true, revision: 1 });
      expect(await api.profiles.find({ surname: 'gjentatt' })).toHaveLength(1);
      expect(await events(first)).toHaveLength(1);
    });

    test('the first answer is given even when the customer has changed since', async () => {
      const { create, update } = newOrganisation();
      const customer = await create();
      const meta = responseMeta();
      const options = { ...meta.options, idempotencyKey: unique() };
      const first = await update(customer, { surname: 'Først' }, options);
      await update(customer, { surname: 'Senere' });
      expect(await update(customer, { surname: 'Først' }, options)).toStrictEqual(first);
      expect(meta.read()).toMatchObject({ replayed: true, revision: 2 });
    });

    test('the first answer is given even when the revision asked for is stale by then', async () => {
      const { create, update } = newOrganisation();
      const customer = await create();
      const options = { idempotencyKey: unique(), ifMatch: 1 };
      const first = await update(customer, { surname: 'Ny' }, options);
      expect(await update(customer, { surname: 'Ny' }, options)).toStrictEqual(first);
    });

    test('every write heeds the key', async () => {
      const { api, create, events } = newOrganisation();
      const [customer, other, source] = [await create(), await create(), await create({ profileType: 'P' })];
      const { customerNumber } = customer;
      const card = newCard(customer);
      const moved = { ...card, customerNumber: other.customerNumber };
      const pticketCustomerNumber = source.customerNumber;
      const writes = [
        (key: string) => api.ecards.add(card, { idempotencyKey: key }),
        (key: string) => api.ecards.update(moved, { idempotencyKey: key }),
        (key: string) => api.profiles.merge({ customerNumber, pticketCustomerNumber }, { idempotencyKey: key }),
        (key: string) => api.profiles.update(updateBody(customer), { idempotencyKey: key }),
        (key: string) => api.profiles.deactivate({ customerNumber }, { idempotencyKey: key }),
        (key: string) => api.profiles.restore({ customerNumber }, { idempotencyKey: key }),
      ];
      for (const write of writes) {
        const key = unique();
        const first = await write(key);
        const before = (await events(customer)).length;
        expect(await write(key)).toStrictEqual(first);
        expect(await events(customer)).toHaveLength(before);
      }
    });

    test('the same key with another body is refused (422), and changes nothing', async () => {
      const { api, create } = newOrganisation();
      const idempotencyKey = unique();
      await create({ surname: 'En' }, { idempotencyKey });
      await expectRefusal(create({ surname: 'To' }, { idempotencyKey }), 422, 422);
      expect(await api.profiles.find({ surname: 'to' })).toEqual([]);
    });

    test('the same key with another password is another body (422); with the same one it is a repetition', async () => {
      const { create } = newOrganisation();
      const idempotencyKey = unique();
      const fields = { email: newEmail(), password: 'correct horse battery' };
      const first = await create(fields, { idempotencyKey });
      await expectRefusal(create({ ...fields, password: 'wrong horse battery' }, { idempotencyKey }), 422, 422);
      expect(await create(fields, { idempotencyKey })).toStrictEqual(first);
    });

    test('the same key for another customer is another body (422)', async () => {
      const { api, create } = newOrganisation();
      const [one, two] = [await create(), await create()];
      const idempotencyKey = unique();
      await api.profiles.deactivate({ customerNumber: one.customerNumber }, { idempotencyKey });
      const other = api.profiles.deactivate({ customerNumber: two.customerNumber }, { idempotencyKey });
      await expectRefusal(other, 422, 422);
      expect(await api.profiles.get({ customerNumber: two.customerNumber })).toMatchObject({ status: 'A' });
    });

    test('a key counts within organisation, client and operation', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const idempotencyKey = unique();
      const first = await mine.create({ surname: 'En' }, { idempotencyKey });
      await expect(theirs.create({ surname: 'To' }, { idempotencyKey })).resolves.toMatchObject({ surname: 'To' });
      const { profiles } = mine.apiFor({ clientId: unique('client-') });
      const body = createBody(mine.organisationId);
      const other = await profiles.create({ ...body, surname: 'Tre' }, { idempotencyKey });
      expect(other).toMatchObject({ surname: 'Tre' });
      await expect(mine.update(first, { surname: 'Fire' }, { idempotencyKey })).resolves.toMatchObject({
        surname: 'Fire',
      });
    });

    test('a refusal by a rule is an answer too: it is given again', async () => {
      const { api, create } = newOrganisation();
      const holder = await create({ email: newEmail() });
      const { email, customerNumber } = holder;
      const idempotencyKey = unique();
      const first = await expectRefusal(create({ email }, { idempotencyKey }), 602, 409);
      await api.profiles.deactivate({ customerNumber });
      const second = await refusalOf(create({ email }, { idempotencyKey }));
      expect(toldBy(second)).toEqual(toldBy(first));
      await expect(create({ email }, { idempotencyKey: unique() })).resolves.toMatchObject({ email });
    });

    test('a replayed error says that it is one', async () => {
      const { create } = newOrganisation();
      const { email } = await create({ email: newEmail() });
      const meta = responseMeta();
      const options = { ...meta.options, idempotencyKey: unique() };
      await expectRefusal(create({ email }, options), 602, 409);
      expect(meta.read().replayed ?? false).toBe(false);
      await expectRefusal(create({ email }, options), 602, 409);
      expect(meta.read()).toEqual({ replayed: true });
    });

    test('a request that was bad input (400) is not stored: the key can be used for the corrected one', async () => {
      const { create } = newOrganisation();
      const options = { idempotencyKey: unique() };
      await expectRefusal(create({ password: 'password1' }, options), 600, 400);
      await expectRefusal(create({ nationality: 'QQ' }, options), 400, 400);
      expect(await create({ surname: 'Riktig' }, options)).toMatchObject({ surname: 'Riktig' });
    });

    test('without a key every call is one of its own', async () => {
      const { create } = newOrganisation();
      const [one, two] = [await create(), await create()];
      expect(one.customerNumber).not.toBe(two.customerNumber);
    });

    test('a key is 1 to 255 visible ASCII characters', async () => {
      const { create } = newOrganisation();
      await expect(create({}, { idempotencyKey: unique().padEnd(255, '~') })).resolves.toBeDefined();
      await expectRefusal(create({}, { idempotencyKey: 'x'.repeat(256) }), 400, 400);
      await expectRefusal(create({}, { idempotencyKey: 'with blank' }), 400, 400);
    });

    test('reads take no notice of a key', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create();
      const { customerNumber } = customer;
      const idempotencyKey = unique();
      await api.profiles.get({ customerNumber }, { idempotencyKey });
      await update(customer, { surname: 'Ny' });
      expect(await api.profiles.get({ customerNumber }, { idempotencyKey })).toMatchObject({ surname: 'Ny' });
    });

    test('of 10 calls at once with one key one is done; the others get its answer or 409', async () => {
      const { api, create } = newOrganisation();
      const idempotencyKey = unique();
      const fields = { email: newEmail(), surname: 'Samtidig' };
      const settled = await Promise.allSettled(Array.from({ length: 10 }, () => create(fields, { idempotencyKey })));
      const numbers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.customerNumber] : []));
      expect(new Set(numbers).size).toBe(1);
      for (const one of settled) {
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 409, status: 409 });
      }
      expect(await api.profiles.find({ surname: 'samtidig' })).toHaveLength(1);
      expect(await create(fields, { idempotencyKey })).toMatchObject({ customerNumber: numbers[0] });
    });
  });
}
