import { randomUUID } from 'node:crypto';
import { ERROR_CATALOGUE, type ErrorCode, Permission, type ProfilesError } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, type Organisation, unique, updateBody } from './organisation.js';
import { expectBadInput, expectRefusal, refusalOf } from './refusals.js';

type Provoke = (organisation: Organisation) => Promise<unknown>;

/** One way into each error that a caller of these operations can meet, with the status the contract gives it. */
const ERRORS: readonly [ErrorCode, number, Provoke][] = [
  [400, 400, ({ create }) => create({ nationality: 'QQ' })],
  [412, 412, async ({ create, update }) => update(await create(), {}, { ifMatch: 99 })],
  [
    422,
    422,
    async ({ create }) => {
      const idempotencyKey = unique();
      await create({ surname: 'En' }, { idempotencyKey });
      await create({ surname: 'To' }, { idempotencyKey });
    },
  ],
  [
    601,
    409,
    async ({ api, create }) => {
      const { customerNumber } = await create();
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: customerNumber });
    },
  ],
  [
    602,
    409,
    async ({ create }) => {
      const email = newEmail();
      await create({ email });
      await create({ email });
    },
  ],
  [603, 400, ({ create }) => create({ email: 'æ@example.no' })],
  [604, 400, ({ create }) => create({ postalAddresses: [{ town: 'Oslo', postCode: '1', typeOfAddress: 'P' }] })],
  [605, 400, ({ create }) => create({ telephoneNumber: '1' })],
  [606, 400, ({ create }) => create({ surname: ' ' })],
  [
    610,
    403,
    ({ api, create }) =>
      create().then((c) => api.profiles.find({ surname: 'x', organisationId: c.organisationId + 1 })),
  ],
  [
    613,
    409,
    async ({ api, mergedPair }) => {
      const { source } = await mergedPair();
      await api.profiles.restore({ customerNumber: source.customerNumber });
    },
  ],
  [614, 409, async ({ api, create }) => api.profiles.restore({ customerNumber: (await create()).customerNumber })],
  [617, 404, ({ api }) => api.profiles.get({ customerNumber: Number.MAX_SAFE_INTEGER })],
  [
    624,
    409,
    async ({ create }) => {
      await create({ customerAccountId: 'abt' });
      await create({ customerAccountId: 'abt' });
    },
  ],
  [
    625,
    409,
    async ({ create }) => {
      await create({ customerRef: 'ref' });
      await create({ customerRef: 'ref' });
    },
  ],
  [
    626,
    409,
    async ({ create }) => {
      await create({ vippsId: 'vipps' });
      await create({ vippsId: 'vipps' });
    },
  ],
  [
    627,
    409,
    async ({ api, create }) => {
      const card = newCard(await create());
      await api.ecards.add(card);
      await api.ecards.add(card);
    },
  ],
  [628, 400, ({ api }) => api.profiles.getByEcard({ ecardNumber: '5780312345678900' })],
];

export function errorsContract(newOrganisation: NewOrganisation): void {
  describe('errors', () => {
    test.each(ERRORS)(
      'error %i has status %i, a sentence of detail and the texts of the catalogue',
      async (code, status, provoke) => {
        const error = await expectRefusal(provoke(newOrganisation()), code, status);
        expect(error.message.trim()).not.toBe('');
        expect(error.retry).toBe(ERROR_CATALOGUE[code].retry);
        for (const text of ['title', 'shortEnglish', 'longEnglish', 'shortNorwegian', 'longNorwegian'] as const) {
          expect(ERROR_CATALOGUE[code][text].trim()).not.toBe('');
        }
      },
    );

    test('permission comes before form: who may not ask learns nothing of what is wrong (403)', async () => {
      const { api, apiFor, create, organisationId } = newOrganisation();
      const customer = await create();
      const misspelt = { ...updateBody(customer), surnam: 'x' };
      await expectRefusal(apiFor({ permissions: [] }).profiles.update(misspelt as never), 610, 403);
      const elsewhere = { surname: 'x', organisationId: organisationId + 1, maxResultSet: 0 };
      await expectRefusal(api.profiles.find(elsewhere), 610, 403);
    });

    test('form comes before existence (400)', async () => {
      const { api } = newOrganisation();
      const unknown = { customerNumber: Number.MAX_SAFE_INTEGER };
      const bad = [
        () => api.profiles.update({ ...unknown, surname: '', firstName: 'x', changedBy: 'x', changedByChannel: 'x' }),
        () => api.profiles.deactivate({ ...unknown, expirationDate: 'soon' }),
        () => api.ecards.add({ ...unknown, ecardOperator: 'x', ecardNumber: 1, startOfOwnership: '2026-01-01' }),
      ];
      for (const call of bad) expect((await refusalOf(call())).status).toBe(400);
    });

    test('a malformed cursor is named beside the other errors, and before the list is looked up (400)', async () => {
      const { apiFor } = newOrganisation();
      const { profiles, imports, webhooks } = apiFor({ permissions: [Permission.Read, Permission.Admin] });
      const wrong = { cursor: 'x', perPage: 0 };
      const unknown = { customerNumber: Number.MAX_SAFE_INTEGER };
      const webhookId = randomUUID();
      await expectBadInput(profiles.search({ surname: 'a', ...wrong }), ['cursor', 'perPage']);
      await expectBadInput(profiles.listChanges({ ...unknown, ...wrong }), ['cursor', 'perPage']);
      await expectBadInput(profiles.listDuplicates(wrong), ['cursor', 'perPage']);
      await expectBadInput(imports.list(wrong), ['cursor', 'perPage']);
      await expectBadInput(webhooks.deliveries({ webhookId, ...wrong }), ['cursor', 'perPage']);
      await expectBadInput(profiles.export({ customerNumber: 0, cursor: 'x' }), ['cursor', 'customerNumber']);
      const ofImports = btoa(JSON.stringify(['2026-01-01T00:00:00.000Z', randomUUID()]));
      await expectBadInput(webhooks.deliveries({ webhookId, cursor: ofImports }), ['cursor']);
    });

    test('existence comes before version (404), version before rules (412)', async () => {
      const { api, create, mergedPair, update } = newOrganisation();
      const stale = { ifMatch: 99 };
      await expectRefusal(api.profiles.restore({ customerNumber: Number.MAX_SAFE_INTEGER }, stale), 617, 404);
      const { customerNumber, email } = await create({ email: newEmail() });
      await expectRefusal(api.profiles.restore({ customerNumber }, stale), 412, 412);
      await expectRefusal(update(await create(), { email }, stale), 412, 412);
      const { source } = await mergedPair();
      await expectRefusal(update(source, {}, stale), 412, 412);
      const gone = await create();
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      await expectRefusal(update(gone, {}, stale), 617, 404);
    });

    test('no refusal tells a value of another customer', async () => {
      const { api, create, update } = newOrganisation();
      const secret = {
        email: newEmail(),
        vippsId: unique('vipps'),
        customerRef: unique('ref'),
        customerAccountId: unique('abt'),
      };
      const holder = await create({ ...secret, surname: unique('Hemmelig') });
      const refusals: ProfilesError[] = [];
      for (const [field, value] of Object.entries(secret)) refusals.push(await refusalOf(create({ [field]: value })));
      refusals.push(await refusalOf(update(await create(), { vippsId: secret.vippsId })));
      const card = newCard(holder);
      await api.ecards.add(card);
      refusals.push(await refusalOf(api.ecards.add({ ...card, customerNumber: (await create()).customerNumber })));
      const told = JSON.stringify(refusals.map((error) => [error.message, error.details]));
      for (const value of [...Object.values(secret), holder.surname, holder.customerNumber]) {
        expect(told).not.toContain(String(value));
      }
    });

    test('a refused write changes nothing and publishes nothing', async () => {
      const { api, create, events, update } = newOrganisation();
      const { email } = await create({ email: newEmail() });
      const customer = await create({ vippsId: unique() });
      const { customerNumber } = customer;
      await refusalOf(update(customer, { email, surname: 'Halvveis' }));
      await refusalOf(update(customer, { surname: 'Foreldet' }, { ifMatch: 7 }));
      await refusalOf(api.profiles.deactivate({ customerNumber, expirationDate: daysFromNow(-1) }));
      expect(await api.profiles.get({ customerNumber })).toStrictEqual(customer);
      expect(await events(customer)).toHaveLength(1);
    });
  });
}
