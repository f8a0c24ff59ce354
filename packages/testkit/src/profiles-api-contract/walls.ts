import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits, tenDigits } from './cards.js';
import { createBody, newEmail, ORDINARY, type Organisation, unique, updateBody } from './organisation.js';
import type { NewOrganisation } from './profiles-api-contract.js';
import { expectRefusal, expectUnknown, refusalOf, toldBy } from './refusals.js';

/** How one customer is named in a call: a real one's names, or names that nobody has. */
interface Names {
  readonly customerNumber: number;
  readonly uuid: string;
  readonly customerReference: string;
  readonly ten: string;
  readonly sixteen: string;
}

async function strangersNames({ api, create }: Organisation): Promise<Names> {
  const customer = await create({ customerRef: unique('CRM-'), email: newEmail() });
  const card = newCard(customer);
  await api.ecards.add(card);
  const { customerNumber, uuid, customerRef: customerReference = '' } = customer;
  return { customerNumber, uuid, customerReference, ten: tenDigits(card), sixteen: sixteenDigits(card) };
}

/** Names that nobody has, as far as anybody can tell. */
async function nobodysNames({ create }: Organisation): Promise<Names> {
  const card = newCard(await create());
  return {
    customerNumber: 9_000_000_000_000,
    uuid: '0'.repeat(32),
    customerReference: unique('CRM-'),
    ten: tenDigits(card),
    sixteen: sixteenDigits(card),
  };
}

const ME = { surname: 'x', firstName: 'x', changedBy: 'x', changedByChannel: 'x' };

/** Every operation that names a customer, as a call about these names. */
const CALLS: readonly [string, (organisation: Organisation, names: Names) => Promise<unknown>][] = [
  ['get', ({ api }, { customerNumber }) => api.profiles.get({ customerNumber })],
  ['get, deleted too', ({ api }, { customerNumber }) => api.profiles.get({ customerNumber, includeDeleted: true })],
  ['getByUuid', ({ api }, { uuid }) => api.profiles.getByUuid({ uuid })],
  [
    'getByCustomerReference',
    ({ api }, { customerReference }) => api.profiles.getByCustomerReference({ customerReference }),
  ],
  ['getByEcard, ten digits', ({ api }, { ten }) => api.profiles.getByEcard({ ecardNumber: ten })],
  ['getByEcard, sixteen digits', ({ api }, { sixteen }) => api.profiles.getByEcard({ ecardNumber: sixteen })],
  ['update', ({ api }, { customerNumber }) => api.profiles.update({ customerNumber, ...ME })],
  ['update, stale', ({ api }, { customerNumber }) => api.profiles.update({ customerNumber, ...ME }, { ifMatch: 99 })],
  ['deactivate', ({ api }, { customerNumber }) => api.profiles.deactivate({ customerNumber })],
  ['restore', ({ api }, { customerNumber }) => api.profiles.restore({ customerNumber })],
  [
    'merge, as target',
    async ({ api, create }, { customerNumber }) => {
      const source = await create({ profileType: 'P' });
      return api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
    },
  ],
  [
    'merge, as source',
    async ({ api, create }, { customerNumber }) =>
      api.profiles.merge({ customerNumber: (await create()).customerNumber, pticketCustomerNumber: customerNumber }),
  ],
  [
    'add e-card',
    async ({ api, create }, { customerNumber }) => api.ecards.add({ ...newCard(await create()), customerNumber }),
  ],
  [
    'update e-card, of a customer',
    async ({ api, create }, { customerNumber }) => {
      const card = newCard(await create());
      await api.ecards.add(card);
      return api.ecards.update({ ...card, customerNumber });
    },
  ],
  [
    'update e-card, of a card',
    async ({ api, create }, { ten, sixteen }) => {
      const card = newCard(await create());
      return api.ecards.update({ ...card, ecardOperator: sixteen.slice(0, 5), ecardNumber: Number(ten) });
    },
  ],
];

export function wallsContract(newOrganisation: NewOrganisation): void {
  describe('the organisation wall', () => {
    test.each(CALLS)(
      '%s: another organisation’s customer is refused exactly like an unknown one',
      async (_name, call) => {
        const [mine, theirs] = [newOrganisation(), newOrganisation()];
        const stranger = await expectUnknown(call(mine, await strangersNames(theirs)));
        const unknown = await expectUnknown(call(mine, await nobodysNames(mine)));
        expect(toldBy(stranger)).toEqual(toldBy(unknown));
      },
    );

    test('a deactivated or merged customer of another organisation is refused the same way', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const unknown = toldBy(await expectUnknown(mine.api.profiles.getByUuid({ uuid: '0'.repeat(32) })));
      const gone = await theirs.create();
      await theirs.api.profiles.deactivate({ customerNumber: gone.customerNumber });
      const { source } = await theirs.mergedPair();
      for (const { uuid, customerNumber } of [gone, source]) {
        expect(toldBy(await refusalOf(mine.api.profiles.getByUuid({ uuid })))).toEqual(unknown);
        expect(toldBy(await refusalOf(mine.api.profiles.get({ customerNumber, includeDeleted: true })))).toEqual(
          unknown,
        );
        expect(toldBy(await refusalOf(mine.api.profiles.restore({ customerNumber })))).toEqual(unknown);
      }
    });

    test('what another organisation was refused has changed nothing', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const customer = await theirs.create();
      const { customerNumber } = customer;
      await refusalOf(mine.api.profiles.update(updateBody(customer)));
      await refusalOf(mine.api.profiles.deactivate({ customerNumber }));
      expect(await theirs.api.profiles.get({ customerNumber })).toStrictEqual(customer);
      expect(await theirs.events(customer)).toHaveLength(1);
    });

    test('another organisationId is 403 (610), whether that organisation exists or not', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      await theirs.create({ customerRef: 'CRM-1', surname: 'Hansen' });
      const { profiles } = mine.api;
      const told = async (organisationId: number) => [
        toldBy(await expectRefusal(profiles.create(createBody(organisationId)), 610, 403)),
        toldBy(await expectRefusal(profiles.find({ surname: 'hansen', organisationId }), 610, 403)),
        toldBy(
          await expectRefusal(
            profiles.getByCustomerReference({ customerReference: 'CRM-1', organisationId }),
            610,
            403,
          ),
        ),
      ];
      expect(await told(theirs.organisationId)).toEqual(await told(newOrganisation().organisationId));
    });

    test('the same reference means each organisation’s own customer', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const customerRef = unique('CRM-');
      const [own, foreign] = [await mine.create({ customerRef }), await theirs.create({ customerRef })];
      const customerReference = customerRef;
      expect(await mine.api.profiles.getByCustomerReference({ customerReference })).toStrictEqual(own);
      expect(await theirs.api.profiles.getByCustomerReference({ customerReference })).toStrictEqual(foreign);
    });

    test('a caller for all organisations may read, find, create and change in any of them', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const { profiles } = mine.apiFor({ permissions: [...ORDINARY, Permission.AllOrganisations] });
      const { organisationId } = theirs;
      const customer = await profiles.create({ ...createBody(organisationId), surname: 'Begge', customerRef: 'B' });
      const { customerNumber } = customer;
      expect(customer.organisationId).toBe(organisationId);
      expect(await theirs.api.profiles.get({ customerNumber })).toStrictEqual(customer);
      expect(await profiles.get({ customerNumber })).toStrictEqual(customer);
      expect(await profiles.getByCustomerReference({ customerReference: 'B', organisationId })).toStrictEqual(customer);
      expect(await profiles.find({ surname: 'begge', organisationId })).toMatchObject([{ customerNumber }]);
      expect(await profiles.update({ ...updateBody(customer), surname: 'Endret' })).toMatchObject({
        surname: 'Endret',
      });
      expect(await profiles.deactivate({ customerNumber })).toMatchObject({ status: 'D' });
      expect(await profiles.restore({ customerNumber })).toMatchObject({ status: 'A' });
    });
  });
}
