import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { updateBody } from './organisation.js';
import { expectRefusal } from './refusals.js';

export function permissionsContract(newOrganisation: NewOrganisation): void {
  describe('permissions', () => {
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
