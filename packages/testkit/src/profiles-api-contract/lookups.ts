import type { CustomerResponse } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { newEmail, type Organisation, responseMeta, unique } from './organisation.js';
import { expectBadInput, expectUnknown } from './refusals.js';

interface Includes {
  includeECards?: boolean;
  includePersonnelTicket?: boolean;
  includePreferences?: boolean;
  includeNotes?: boolean;
  includeDeleted?: boolean;
}
type Lookup = (
  { api }: Organisation,
  customer: { customer: CustomerResponse; ecard: string },
  includes?: Includes,
) => Promise<Partial<CustomerResponse>>;

/** The four ways to look one customer up. */
const LOOKUPS: readonly [string, Lookup][] = [
  [
    'customerNumber',
    ({ api }, { customer }, flags) => api.profiles.get({ customerNumber: customer.customerNumber, ...flags }),
  ],
  ['uuid', ({ api }, { customer }, flags) => api.profiles.getByUuid({ uuid: customer.uuid, ...flags })],
  [
    'customerReference',
    ({ api }, { customer }, flags) =>
      api.profiles.getByCustomerReference({ customerReference: customer.customerRef ?? '', ...flags }),
  ],
  ['e-card', ({ api }, { ecard }, flags) => api.profiles.getByEcard({ ecardNumber: ecard, ...flags })],
];

/** A customer with a card, and the card's sixteen digits. */
async function customerWithCard({ api, create }: Organisation) {
  const customer = await create({ email: newEmail() });
  const card = newCard(customer);
  await api.ecards.add(card);
  return { customer, ecard: sixteenDigits(card) };
}

const BELOW = {
  includeECards: 'ecardOwnerships',
  includePersonnelTicket: 'personnelTickets',
  includePreferences: 'preferences',
  includeNotes: 'notes',
} as const;

export function lookupsContract(newOrganisation: NewOrganisation): void {
  describe('lookups', () => {
    test.each(LOOKUPS)(
      'by %s the customer is found, with addresses and accounts but nothing else below',
      async (_by, look) => {
        const organisation = newOrganisation();
        const one = await customerWithCard(organisation);
        const found = await look(organisation, one);
        expect(found).toMatchObject({ customerNumber: one.customer.customerNumber, email: one.customer.email });
        expect(found).toMatchObject({ postalAddresses: [], customerAccounts: [] });
        expect(found).not.toHaveProperty('redirectedFrom');
        for (const field of Object.values(BELOW)) expect(found).not.toHaveProperty(field);
      },
    );

    test.each(LOOKUPS)('by %s what is asked for is included, each by its flag', async (_by, look) => {
      const organisation = newOrganisation();
      const one = await customerWithCard(organisation);
      for (const [flag, field] of Object.entries(BELOW)) {
        const found = await look(organisation, one, { [flag]: true });
        expect(found).toHaveProperty(field);
        for (const other of Object.values(BELOW).filter((name) => name !== field)) {
          expect(found).not.toHaveProperty(other);
        }
        expect(await look(organisation, one, { [flag]: false })).not.toHaveProperty(field);
      }
    });

    test.each(LOOKUPS)('by %s the cards included are those of the customer', async (_by, look) => {
      const organisation = newOrganisation();
      const one = await customerWithCard(organisation);
      await customerWithCard(organisation);
      const { ecardOwnerships } = await look(organisation, one, { includeECards: true });
      expect(ecardOwnerships).toMatchObject([
        { ecardNumber16digits: one.ecard, customerId: one.customer.customerNumber },
      ]);
    });

    test.each(LOOKUPS)(
      '[DEL-1] [DEL-2] by %s a deactivated customer shows whole only with includeDeleted',
      async (by, look) => {
        const organisation = newOrganisation();
        const one = await customerWithCard(organisation);
        const { customerNumber, uuid, organisationId, email } = one.customer;
        await organisation.api.profiles.deactivate({ customerNumber });
        if (by === 'uuid') {
          // [DEL-2] By uuid it is told that there was such a customer, and nothing more.
          const bare = { uuid, status: 'D', customerNumber, organisationId };
          expect(await look(organisation, one)).toStrictEqual(bare);
          expect(await look(organisation, one, { includeDeleted: false, includeNotes: true })).toStrictEqual(bare);
        } else {
          await expectUnknown(look(organisation, one));
          await expectUnknown(look(organisation, one, { includeDeleted: false }));
        }
        const shown = await look(organisation, one, { includeDeleted: true, includeECards: true });
        expect(shown).toMatchObject({ customerNumber, status: 'D', emailOld: email, ecardOwnerships: [{}] });
      },
    );

    test('unknown keys are 404', async () => {
      const { api } = newOrganisation();
      await expectUnknown(api.profiles.get({ customerNumber: Number.MAX_SAFE_INTEGER }));
      await expectUnknown(api.profiles.getByUuid({ uuid: 'f'.repeat(32) }));
      await expectUnknown(api.profiles.getByCustomerReference({ customerReference: unique() }));
      await expectUnknown(api.profiles.getByEcard({ ecardNumber: '0000000000' }));
    });

    test.each(['Å/1 %2F?#&=+', 'a/../b', 'CRM 1', '100%', "o'hara", '😀', 'null', 'true'])(
      'the reference %j is found as it is',
      async (customerRef) => {
        const { api, create } = newOrganisation();
        const { customerNumber } = await create({ customerRef });
        const found = await api.profiles.getByCustomerReference({ customerReference: customerRef });
        expect(found).toMatchObject({ customerNumber, customerRef });
      },
    );

    test('a reference is found trimmed, as it was kept', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber, customerRef } = await create({ customerRef: unique('CRM-') });
      const found = await api.profiles.getByCustomerReference({ customerReference: ` ${customerRef} ` });
      expect(found).toMatchObject({ customerNumber });
    });

    test('the default reference is found by the number’s text', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const found = await api.profiles.getByCustomerReference({ customerReference: String(customerNumber) });
      expect(found).toMatchObject({ customerNumber });
    });

    test('a customer number below 1 or not whole is bad input', async () => {
      const { api } = newOrganisation();
      for (const customerNumber of [0, -1, 1.5]) {
        await expectBadInput(api.profiles.get({ customerNumber }), ['customerNumber']);
      }
    });

    test('an unknown flag is refused, not ignored', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const misspelt = { customerNumber, includeEcards: true };
      await expectBadInput(api.profiles.get(misspelt as never), ['includeEcards']);
    });

    test.each(LOOKUPS.slice(0, 3))('a lookup by %s tells the revision', async (by, _look) => {
      const { api, create, update } = newOrganisation();
      const { customerNumber, uuid, customerRef = '' } = await update(await create(), { surname: 'Ny' });
      const meta = responseMeta();
      if (by === 'customerNumber') await api.profiles.get({ customerNumber }, meta.options);
      else if (by === 'uuid') await api.profiles.getByUuid({ uuid }, meta.options);
      else await api.profiles.getByCustomerReference({ customerReference: customerRef }, meta.options);
      expect(meta.read().revision).toBe(2);
    });
  });
}
