import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { ORDINARY, type Organisation, responseMeta } from './organisation.js';
import { expectRefusal, expectUnknown } from './refusals.js';

interface Numbered {
  readonly customerNumber: number;
}

const BORN = { dateOfBirth: '1985-04-12' };

const suggestedFor = async ({ api }: Organisation, { customerNumber }: Numbered) =>
  (await api.profiles.suggestDuplicates({ customerNumber })).map((suggestion) => suggestion.customerNumber);
const pairOf = (one: Numbered, other: Numbered) => ({
  customerNumber: one.customerNumber,
  otherCustomerNumber: other.customerNumber,
});
const revisionOf = async ({ api }: Organisation, { customerNumber }: Numbered) => {
  const meta = responseMeta();
  await api.profiles.get({ customerNumber }, meta.options);
  return meta.read().revision;
};
const adminOf = ({ apiFor }: Organisation) => apiFor({ permissions: [...ORDINARY, Permission.Admin] }).profiles;

export function distinctContract(newOrganisation: NewOrganisation): void {
  describe('two customers that are marked as distinct', () => {
    test('[DISTINCT-1] the pair is suggested from neither side until the mark is removed; both have it in their history', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [one, other] = [await create(BORN), await create(BORN)];
      expect(await suggestedFor(organisation, one)).toEqual([other.customerNumber]);
      expect(await api.profiles.markDistinct(pairOf(one, other))).toBeUndefined();
      expect(await suggestedFor(organisation, one)).toEqual([]);
      expect(await suggestedFor(organisation, other)).toEqual([]);
      for (const customer of [one, other]) {
        expect(await revisionOf(organisation, customer)).toBe(2);
        const { items } = await adminOf(organisation).listChanges({ customerNumber: customer.customerNumber });
        expect(items[0]).toMatchObject({ operation: 'mark-distinct', fields: [{ field: 'distinctFrom' }] });
      }
      const { profiles } = await adminOf(organisation).export({ customerNumber: one.customerNumber });
      expect(profiles).toMatchObject([{ distinctFrom: [other.customerNumber] }]);
      await api.profiles.unmarkDistinct(pairOf(other, one));
      expect(await suggestedFor(organisation, one)).toEqual([other.customerNumber]);
    });

    test('[NOOP-1] a repeated call has no effect, from either side', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [one, other] = [await create(), await create()];
      await api.profiles.unmarkDistinct(pairOf(one, other));
      expect(await revisionOf(organisation, one)).toBe(1);
      await api.profiles.markDistinct(pairOf(one, other));
      await api.profiles.markDistinct(pairOf(other, one));
      expect([await revisionOf(organisation, one), await revisionOf(organisation, other)]).toEqual([2, 2]);
    });

    test('[NOOP-1] a removal for a customer and itself changes nothing, also when a marked one was merged into it', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [one, other] = [await create(), await create()];
      await api.profiles.markDistinct(pairOf(one, other));
      const { customerNumber } = one;
      const merge = { customerNumber, customerNumberToConnect: other.customerNumber, changedByChannel: 'web' };
      await api.profiles.connect(merge);
      await api.profiles.unmarkDistinct(pairOf(one, one));
      expect(await revisionOf(organisation, one)).toBe(3);
    });

    test('[DISTINCT-1] the mark follows the survivor of either', async () => {
      const organisation = newOrganisation();
      const { api, create, mergedPair } = organisation;
      const [one, other] = [await create(BORN), await create(BORN)];
      await api.profiles.markDistinct(pairOf(one, other));
      for (const customerNumberToConnect of [one.customerNumber, other.customerNumber]) {
        const survivor = await create({ ...BORN, firstName: 'Ola', surname: 'Dahl' });
        const { customerNumber } = survivor;
        await api.profiles.connect({ customerNumber, customerNumberToConnect, changedByChannel: 'web' });
        await api.profiles.update({
          ...{ customerNumber, firstName: 'Kari', surname: 'Nordmann', changedBy: 'web', changedByChannel: 'web' },
        });
        const remaining = customerNumberToConnect === one.customerNumber ? other : undefined;
        if (remaining !== undefined) expect(await suggestedFor(organisation, remaining)).toEqual([]);
        expect(await suggestedFor(organisation, survivor)).toEqual([]);
      }
      const { source, target } = await mergedPair();
      await expectRefusal(api.profiles.markDistinct(pairOf(other, target)), 601, 409);
      await expectRefusal(api.profiles.markDistinct(pairOf(target, source)), 601, 409);
    });

    test('[ERASE-1] an erasure leaves no mark behind', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [one, other] = [await create(), await create()];
      await api.profiles.markDistinct(pairOf(one, other));
      await adminOf(organisation).erase({ customerNumber: one.customerNumber });
      const { profiles } = await adminOf(organisation).export({ customerNumber: other.customerNumber });
      expect(profiles[0]).not.toHaveProperty('distinctFrom');
    });

    test('[ERASE-1] nor does it leave one that a profile took from another by a merge, and kept after the unmerge', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target, other] = [await create({ profileType: 'P' }), await create(), await create()];
      await api.profiles.markDistinct(pairOf(source, other));
      const { customerNumber } = target;
      await api.profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber });
      await adminOf(organisation).unmerge({ customerNumber, mergedCustomerNumber: source.customerNumber });
      await adminOf(organisation).erase({ customerNumber: other.customerNumber });
      for (const one of [source, target]) {
        const { profiles } = await adminOf(organisation).export({ customerNumber: one.customerNumber });
        expect(profiles[0]).not.toHaveProperty('distinctFrom');
      }
    });

    test('an unknown, deactivated or foreign customer is 404 on either side, and the customer itself is 409', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [one, gone, foreign] = [await create(), await create(), await newOrganisation().create()];
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      for (const other of [gone, foreign, { customerNumber: 9_000_000_000 }]) {
        for (const pair of [pairOf(one, other), pairOf(other, one)]) {
          await expectUnknown(api.profiles.markDistinct(pair));
          await expectUnknown(api.profiles.unmarkDistinct(pair));
        }
      }
      await expectRefusal(api.profiles.markDistinct(pairOf(one, one)), 409, 409);
    });
  });
}
