import { Permission, type ProfilesApi } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import { createBody, newEmail, updateBody } from './organisation.js';
import type { NewOrganisation } from './profiles-api-contract.js';
import { expectRefusal } from './refusals.js';

type Customer = Awaited<ReturnType<ProfilesApi['profiles']['create']>>;
type Call = (api: ProfilesApi, customer: Customer) => Promise<unknown>;

/** Every operation, with the permission it needs. */
const NEEDED: readonly [string, string, Call][] = [
  ['find', Permission.Read, (api) => api.profiles.find({ surname: 'x' })],
  ['get', Permission.Read, (api, { customerNumber }) => api.profiles.get({ customerNumber })],
  ['getByUuid', Permission.Read, (api, { uuid }) => api.profiles.getByUuid({ uuid })],
  [
    'getByCustomerReference',
    Permission.Read,
    (api, { customerRef = '' }) => api.profiles.getByCustomerReference({ customerReference: customerRef }),
  ],
  ['getByEcard', Permission.Read, (api) => api.profiles.getByEcard({ ecardNumber: '0000000000' })],
  ['create', Permission.Create, (api, { organisationId }) => api.profiles.create(createBody(organisationId))],
  ['update', Permission.Change, (api, customer) => api.profiles.update(updateBody(customer))],
  [
    'merge',
    Permission.Change,
    (api, { customerNumber }) => api.profiles.merge({ customerNumber, pticketCustomerNumber: customerNumber }),
  ],
  ['add e-card', Permission.Change, (api, customer) => api.ecards.add(newCard(customer))],
  ['update e-card', Permission.Change, (api, customer) => api.ecards.update(newCard(customer))],
  ['deactivate', Permission.Delete, (api, { customerNumber }) => api.profiles.deactivate({ customerNumber })],
  ['restore', Permission.Delete, (api, { customerNumber }) => api.profiles.restore({ customerNumber })],
];

export function permissionsContract(newOrganisation: NewOrganisation): void {
  describe('permissions', () => {
    test.each(NEEDED)('%s needs %s, and no other permission stands in for it (610)', async (_name, needed, call) => {
      const { apiFor, create, events } = newOrganisation();
      const customer = await create({ email: newEmail() });
      const others = Object.values(Permission).filter((permission) => permission !== needed);
      await expectRefusal(call(apiFor({ permissions: others }), customer), 610, 403);
      await expectRefusal(call(apiFor({ permissions: [] }), customer), 610, 403);
      expect(await events(customer)).toHaveLength(1);
    });

    test.each(NEEDED)('%s needs nothing but %s', async (_name, needed, call) => {
      const { apiFor, create } = newOrganisation();
      const customer = await create({ email: newEmail() });
      const failure: unknown = await call(apiFor({ permissions: [needed] }), customer).catch((error: unknown) => error);
      // Whether the call goes on to succeed is another matter: it was let in.
      expect(failure).not.toMatchObject({ code: 610 });
      expect(failure).not.toMatchObject({ code: 500 });
    });

    test('the strings are those of the contract', () => {
      expect(Permission).toEqual({
        Read: 'customers-profile:les',
        Create: 'customers-profile:opprett',
        Change: 'customers-profile:endre',
        Delete: 'customers-profile:slett',
        Admin: 'customers-profile:admin',
        AllOrganisations: 'customers-profile:alle-organisasjoner',
      });
    });

    test('a customer hidden by a missing permission is not told from an unknown one', async () => {
      const { apiFor, create } = newOrganisation();
      const { profiles } = apiFor({ permissions: [Permission.Read] });
      const known = updateBody(await create());
      const first = await expectRefusal(profiles.update(known), 610, 403);
      const second = await expectRefusal(profiles.update({ ...known, customerNumber: 9_000_000_000_000 }), 610, 403);
      expect(first.message).toBe(second.message);
    });
  });
}
