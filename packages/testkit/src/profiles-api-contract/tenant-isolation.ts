import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits, tenDigits } from './cards.js';
import type { NewOrganisation } from './organisation.js';
import { createBody, newEmail, ORDINARY, type Organisation, unique, updateBody } from './organisation.js';
import { expectRefusal, expectUnknown, refusalOf, toldBy } from './refusals.js';

/** The names of one customer: of a real one, or names that lead nowhere. */
interface Names {
  readonly customerNumber: number;
  readonly uuid: string;
  readonly customerReference: string;
  readonly ten: string;
  readonly sixteen: string;
}

async function foreignNames({ api, create }: Organisation): Promise<Names> {
  const customer = await create({ customerRef: unique('CRM-'), email: newEmail() });
  const card = newCard(customer);
  await api.ecards.add(card);
  const { customerNumber, uuid, customerRef: customerReference = '' } = customer;
  return { customerNumber, uuid, customerReference, ten: tenDigits(card), sixteen: sixteenDigits(card) };
}

/** Names that lead to no customer. */
async function unknownNames({ create }: Organisation): Promise<Names> {
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

/** Calls that differ from the documented examples: with flags, with a version, or with one party of the caller's own. */
const CALLS: readonly [string, (organisation: Organisation, names: Names) => Promise<unknown>][] = [
  ['get, deleted too', ({ api }, { customerNumber }) => api.profiles.get({ customerNumber, includeDeleted: true })],
  ['getByEcard, ten digits', ({ api }, { ten }) => api.profiles.getByEcard({ ecardNumber: ten })],
  ['update, stale', ({ api }, { customerNumber }) => api.profiles.update({ customerNumber, ...ME }, { ifMatch: 99 })],
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
    'update e-card, of a card',
    async ({ api, create }, { ten, sixteen }) => {
      const card = newCard(await create());
      return api.ecards.update({ ...card, ecardOperator: sixteen.slice(0, 5), ecardNumber: Number(ten) });
    },
  ],
];

export function tenantIsolationContract(newOrganisation: NewOrganisation): void {
  describe('tenant isolation', () => {
    test.each(CALLS)(
      '%s: another organisation’s customer is refused exactly like an unknown one',
      async (_name, call) => {
        const [mine, theirs] = [newOrganisation(), newOrganisation()];
        const foreign = await expectUnknown(call(mine, await foreignNames(theirs)));
        const unknown = await expectUnknown(call(mine, await unknownNames(mine)));
        expect(toldBy(foreign)).toEqual(toldBy(unknown));
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

    test('a refused call of another organisation changes nothing', async () => {
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
