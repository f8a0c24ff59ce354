import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, ORDINARY, type Organisation } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown, refusalOf, toldBy } from './refusals.js';

const TEMPORARY = { profileType: 'T', expirationDate: daysFromNow(30) } as const;
const PERSONNEL = { profileType: 'P' } as const;

interface Numbered {
  readonly customerNumber: number;
}
const merge = ({ api }: Pick<Organisation, 'api'>, source: Numbered, target: Numbered) =>
  api.profiles.merge({ customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber });

const UNKNOWN: Numbered = { customerNumber: Number.MAX_SAFE_INTEGER };

export function mergeRefusalContract(newOrganisation: NewOrganisation): void {
  describe('merge refused', () => {
    test.each([
      ['S into S', {}, {}],
      ['T into S', TEMPORARY, {}],
      ['P into P', PERSONNEL, PERSONNEL],
      ['P into T', PERSONNEL, TEMPORARY],
      ['S into P', {}, PERSONNEL],
    ])('%s is refused (601), and neither party changes', async (_types, sourceFields, targetFields) => {
      const organisation = newOrganisation();
      const { api, create, events } = organisation;
      const [source, target] = [await create(sourceFields), await create(targetFields)];
      await expectRefusal(merge(organisation, source, target), 601, 409);
      for (const party of [source, target]) {
        const { customerNumber } = party;
        expect(await api.profiles.get({ customerNumber })).toStrictEqual(party);
        expect(await events(party)).toHaveLength(1);
      }
    });

    test.each([{}, PERSONNEL])('a customer %j with itself is refused (601)', async (fields) => {
      const organisation = newOrganisation();
      const customer = await organisation.create(fields);
      await expectRefusal(merge(organisation, customer, customer), 601, 409);
    });

    test('a resting party is refused (601)', async () => {
      const organisation = newOrganisation();
      const { create, update } = organisation;
      const [source, target] = [await create(PERSONNEL), await create()];
      await update(source, { status: 'P' });
      await expectRefusal(merge(organisation, source, target), 601, 409);
      await update(source, { status: 'A' });
      await update(target, { status: 'P' });
      await expectRefusal(merge(organisation, source, target), 601, 409);
    });

    test('[REDIR-4] a target that was merged names its survivor, whatever the type of the source', async () => {
      const organisation = newOrganisation();
      const { source: passive, target } = await organisation.mergedPair();
      for (const fields of [{}, PERSONNEL, TEMPORARY]) {
        const error = await expectRefusal(merge(organisation, await organisation.create(fields), passive), 601, 409);
        expect(error.details.survivor).toBe(target.customerNumber);
      }
    });

    test('a source that was merged into another one is refused (601)', async () => {
      const organisation = newOrganisation();
      const { source } = await organisation.mergedPair();
      await expectRefusal(merge(organisation, source, await organisation.create()), 601, 409);
    });

    test('a deactivated party is unknown (617)', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [source, target, gone, goneToo] = [
        await create(PERSONNEL),
        await create(),
        await create(PERSONNEL),
        await create(),
      ];
      for (const { customerNumber } of [gone, goneToo]) await api.profiles.deactivate({ customerNumber });
      await expectUnknown(merge(organisation, gone, target));
      await expectUnknown(merge(organisation, source, goneToo));
    });

    test('[MERGE-2] not even the same merge again, once the target is deactivated', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair();
      await organisation.api.profiles.deactivate({ customerNumber: target.customerNumber });
      await expectUnknown(merge(organisation, source, target));
    });

    test('an unknown party is unknown (617)', async () => {
      const organisation = newOrganisation();
      const { create } = organisation;
      await expectUnknown(merge(organisation, UNKNOWN, await create()));
      await expectUnknown(merge(organisation, await create(PERSONNEL), UNKNOWN));
    });

    test('another organisation’s party is refused exactly like an unknown one', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const [source, target] = [await mine.create(PERSONNEL), await mine.create()];
      const unknownSource = toldBy(await expectUnknown(merge(mine, UNKNOWN, target)));
      const unknownTarget = toldBy(await expectUnknown(merge(mine, source, UNKNOWN)));
      expect(toldBy(await refusalOf(merge(mine, await theirs.create(PERSONNEL), target)))).toEqual(unknownSource);
      expect(toldBy(await refusalOf(merge(mine, source, await theirs.create())))).toEqual(unknownTarget);
    });

    test('a merge never joins two organisations, for any caller', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const api = mine.apiFor({ permissions: [...ORDINARY, Permission.AllOrganisations] });
      const error = await refusalOf(merge({ api }, await mine.create(PERSONNEL), await theirs.create()));
      expect([404, 409]).toContain(error.status);
    });

    test('a number that is none is bad input', async () => {
      const organisation = newOrganisation();
      const target = await organisation.create();
      await expectBadInput(merge(organisation, { customerNumber: 0 }, target), ['pticketCustomerNumber']);
    });
  });
}
