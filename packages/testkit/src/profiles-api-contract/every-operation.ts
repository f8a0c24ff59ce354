import { namedParts, OPERATION_LIST, type Operation, Permission, type ProfilesApi } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { existingSubject, unknownSubject } from '../example-subjects.js';
import type { NewOrganisation, Organisation } from './organisation.js';
import { expectRefusal, toldBy } from './refusals.js';

const WITHIN_ORGANISATION = Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);
const TABLE = OPERATION_LIST.map(({ name, group, method, operation }) => ({ name, group, method, operation }));
type Row = (typeof TABLE)[number];

/** The operations whose example refers to data of an organisation. */
const ABOUT_DATA = TABLE.filter(({ operation }) => namedParts(operation.example).length > 0);

const call = (api: ProfilesApi, { group, method }: Row, input: unknown) =>
  (api as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[group]?.[method]?.(input) ??
  Promise.reject(new Error('There is no such operation.'));

function worldOf({ apiFor, organisationId }: Organisation) {
  return { api: apiFor({ permissions: WITHIN_ORGANISATION }), organisationId };
}

/** Everything that a caller can observe of a call, with the requested names taken out. */
async function observed(calling: Promise<unknown>, input: unknown): Promise<unknown> {
  const outcome = await calling.then(
    (value) => ({ value }),
    (error: unknown) => ({ refusal: toldBy(error as never) }),
  );
  const names = Object.values(input as object)
    .flat()
    .map(String);
  return JSON.parse(JSON.stringify(outcome), (_key, value) => (names.includes(String(value)) ? 'requested' : value));
}

const inputOf = (operation: Operation, subject: Awaited<ReturnType<typeof existingSubject>>) =>
  operation.example(subject);

export function everyOperationContract(newOrganisation: NewOrganisation): void {
  describe('every operation', () => {
    test.each(TABLE)('$name succeeds with its example and the one permission it requires', async (row) => {
      const organisation = newOrganisation();
      const input = inputOf(row.operation, await existingSubject(row.operation, worldOf(organisation)));
      await call(organisation.apiFor({ permissions: [row.operation.permission] }), row, input);
    });

    test.each(TABLE)('$name is refused without its permission, whichever others there are (610)', async (row) => {
      const organisation = newOrganisation();
      const input = inputOf(row.operation, unknownSubject(organisation.organisationId));
      const others = Object.values(Permission).filter((permission) => permission !== row.operation.permission);
      await expectRefusal(call(organisation.apiFor({ permissions: others }), row, input), 610, 403);
      await expectRefusal(call(organisation.apiFor({ permissions: [] }), row, input), 610, 403);
    });

    test.each(ABOUT_DATA)('$name responds to the names of another organisation as to unknown names', async (row) => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const existing = await existingSubject(row.operation, worldOf(theirs));
      const { api } = worldOf(mine);
      const [foreign, unknown] = [
        inputOf(row.operation, { ...existing, organisationId: mine.organisationId }),
        inputOf(row.operation, unknownSubject(mine.organisationId)),
      ];
      const seen = await observed(call(api, row, foreign), foreign);
      expect(seen).toEqual(await observed(call(api, row, unknown), unknown));
      expect(await theirs.events(existing.customer)).toHaveLength(
        namedParts(row.operation.example).includes('customer') ? 1 : 0,
      );
    });
  });
}
