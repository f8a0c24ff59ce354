import { randomInt } from 'node:crypto';
import type { ImportRow, InputOf, Operations } from '@profiles/contracts';
import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { type NewOrganisation, newEmail, type Organisation, unique } from './organisation.js';
import { expectRefusal } from './refusals.js';

type CreateImport = InputOf<Operations['imports']['create']>;

const WITHIN_ORGANISATION = Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);

/** The required fields of a row. */
export function aRow(fields: Partial<ImportRow> = {}): ImportRow {
  return { surname: 'Nordmann', firstName: 'Kari', createdBy: 'crm', createdByChannel: 'crm-export', ...fields };
}

/** A number of another system, far above those that are assigned. */
export function oldNumber(): number {
  return randomInt(2 ** 40, 2 ** 47);
}

/** The calls of a caller who imports. */
export function importer(organisation: Organisation) {
  const api = organisation.apiFor({ permissions: WITHIN_ORGANISATION });
  const begin = (input: CreateImport = {}) => api.imports.create({ dryRun: false, ...input });
  const send = ({ id }: { id: string }, rows: readonly ImportRow[], firstRow = 1) =>
    api.imports.rows({ importId: id, firstRow, rows: [...rows] });
  return {
    ...{ api, begin, send },
    /** Imports rows in an import of their own. */
    run: async (rows: readonly ImportRow[], input: CreateImport = {}) => {
      const made = await begin(input);
      return { made, outcomes: await send(made, rows) };
    },
    /** The export of the organisation. */
    exported: async () => {
      let text = '';
      for (let after: number | undefined; ; ) {
        const page = await api.profiles.exportAll(after === undefined ? {} : { after });
        text += page.lines;
        if (page.nextAfter === undefined) return text;
        after = page.nextAfter;
      }
    },
  };
}

export function importsContract(newOrganisation: NewOrganisation): void {
  describe('imports', () => {
    test('a row creates a customer with the number, the times and the belongings that it has', async () => {
      const organisation = newOrganisation();
      const { api, run } = importer(organisation);
      const code = unique('NEWS');
      const definition = { preferenceCode: code, preferenceType: 'BOOLEAN' as const, preferenceDescription: 'News.' };
      await api.preferenceDefinitions.create(definition);
      const card = { ecardOperator: '57803', ecardNumber: randomInt(1_000_000_000, 9_999_999_999) };
      const email = newEmail();
      const customerNumber = oldNumber();
      const { outcomes } = await run([
        aRow({
          ...{ customerNumber, email, createdAt: '2015-02-03T04:05:06Z', changedAt: '2016-01-01', changedBy: 'anna' },
          postalAddresses: [{ town: 'Oslo', postCode: '0151', typeOfAddress: 'P' }],
          ecardOwnerships: [{ ...card, startOfOwnership: '2016-01-01' }],
          preferences: [{ preferenceCode: code, preferenceValue: 'true' }],
          customerAccounts: [{ accountId: unique(), name: 'Mine' }],
          notes: [{ text: 'Calls often.', createdAt: '2015-05-05', createdBy: 'ola' }],
          personnelTickets: [
            {
              ...{ ticketRightOwner: 'VY', ticketRightBearer: 'B', ticketHolderCode: 'E' },
              ...{ validFrom: '2020-01-01', validTo: '2021-01-01' },
            },
          ],
        }),
      ]);
      expect(outcomes).toEqual([{ row: 1, outcome: 'created', customerNumber }]);
      const all = { includeECards: true, includePersonnelTicket: true, includePreferences: true, includeNotes: true };
      const stored = await api.profiles.get({ customerNumber, ...all });
      expect(stored).toMatchObject({
        ...{ customerNumber, email, username: email, createdAt: '2015-02-03T04:05:06.000Z' },
        ...{ changedAt: '2016-01-01T00:00:00.000Z', createdBy: 'crm', changedBy: 'anna' },
        postalAddresses: [{ town: 'Oslo' }],
        ecardOwnerships: [card],
        preferences: [{ preferenceValue: 'true' }],
        customerAccounts: [{ name: 'Mine' }],
        notes: [{ text: 'Calls often.', createdBy: 'ola', createdAt: '2015-05-05T00:00:00.000Z' }],
        personnelTickets: [{ ticketRightOwner: 'VY' }],
      });
      const [event] = await organisation.events({ customerNumber });
      expect(event).toMatchObject({ eventType: 'CREATE', cause: 'import-rows', revision: 1 });
    });

    test('[IMPORT-1] a refused row names all its errors and stops no other row', async () => {
      const { run } = importer(newOrganisation());
      const bad = {
        ...aRow({ email: 'no address', postalAddresses: [{ town: 'Oslo', postCode: '1', typeOfAddress: 'P' }] }),
        extra: 1,
        organisationId: 1_000_000_000,
      };
      const { outcomes } = await run([aRow(), bad, aRow(), 7 as never]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'refused', 'created', 'refused']);
      const paths = outcomes[1]?.problem?.errors?.map(({ path }) => path);
      expect(paths?.sort()).toEqual(['email', 'extra', 'organisationId', 'postalAddresses.0.postCode']);
    });

    test('[IMPORT-1] all conflicts of a row are named at once', async () => {
      const { run, api } = importer(newOrganisation());
      const [email, vippsId, customerRef] = [newEmail(), unique(), unique()];
      const { outcomes } = await run([
        aRow({ email, vippsId, customerRef }),
        aRow({
          email,
          vippsId,
          preferences: [{ preferenceCode: 'NONE', preferenceValue: 'x' }],
          mergedInto: oldNumber(),
        }),
      ]);
      expect(outcomes[1]).toMatchObject({ outcome: 'refused' });
      const paths = outcomes[1]?.problem?.errors?.map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining(['preferences.0.preferenceCode', 'mergedInto']));
      const again = await run([aRow({ email, vippsId, customerRef })]);
      expect(again.outcomes[0]).toMatchObject({ outcome: 'refused', problem: { errorCode: 625 } });
      const third = await run([aRow({ email, vippsId })]);
      expect(third.outcomes[0]?.problem?.errors?.map(({ path }) => path)).toEqual(['email', 'vippsId']);
      expect(await api.profiles.find({ email })).toHaveLength(1);
    });

    test('an Idempotency-Key with other passwords in the rows is refused', async () => {
      const { begin, api } = importer(newOrganisation());
      const { id: importId } = await begin();
      const options = { idempotencyKey: unique() };
      const send = (...passwords: string[]) => {
        const rows = passwords.map((password, index) => aRow({ email: `${index}.${importId}@example.no`, password }));
        return api.imports.rows({ importId, firstRow: 1, rows }, options);
      };
      const first = await send('correct horse battery', 'correct horse staple');
      expect(await send('correct horse battery', 'correct horse staple')).toEqual(first);
      await expectRefusal(send('correct horse staple', 'correct horse battery'), 422, 422);
    });

    test('[IMPORT-1] a known row returns its stored outcome, whatever it says now', async () => {
      const { begin, send, api } = importer(newOrganisation());
      const made = await begin();
      const first = await send(made, [aRow(), aRow({ email: 'wrong' })]);
      const again = await send(made, [aRow({ surname: 'Other' }), aRow(), aRow()]);
      expect(again[0]).toEqual(first[0]);
      expect(again[1]).toMatchObject({ row: 2, outcome: 'refused', problem: { errorCode: 603 } });
      expect(again[2]).toMatchObject({ row: 3, outcome: 'created' });
      const { counts } = await api.imports.get({ importId: made.id });
      expect(counts).toEqual({ created: 2, updated: 0, unchanged: 0, skipped: 0, refused: 1 });
    });

    test('[IMPORT-1] two senders of the same rows write each row once', async () => {
      const { begin, send, api } = importer(newOrganisation());
      const made = await begin();
      const rows = Array.from({ length: 130 }, () => aRow({ email: newEmail() }));
      const [one, other] = await Promise.all([send(made, rows), send(made, rows)]);
      expect(one).toEqual(other);
      expect((await api.imports.get({ importId: made.id })).counts.created).toBe(130);
    });

    test('[IMPORT-1] of two imports that race for the same emails each email has one customer', async () => {
      const { begin, send } = importer(newOrganisation());
      const rows = Array.from({ length: 40 }, () => aRow({ email: newEmail() }));
      const [a, b] = await Promise.all([begin(), begin()]);
      const outcomes = await Promise.all([send(a, rows), send(b, [...rows].reverse())]);
      const created = outcomes.flat().filter(({ outcome }) => outcome === 'created');
      const refused = outcomes.flat().filter(({ problem }) => problem?.errorCode === 602);
      expect([created.length, refused.length]).toEqual([40, 40]);
    });

    test('[IMPORT-1] rows of a completed import are refused (409), and completing it again changes nothing', async () => {
      const { run, send, api } = importer(newOrganisation());
      const { made } = await run([aRow()]);
      const completed = await api.imports.complete({ importId: made.id });
      expect(completed).toMatchObject({ state: 'completed', counts: { created: 1 } });
      expect(await api.imports.complete({ importId: made.id })).toEqual(completed);
      await expectRefusal(send(made, [aRow()]), 409, 409);
    });

    test('[IMPORT-1] a given number and uuid are kept, and no other organisation can give them', async () => {
      const { run, api } = importer(newOrganisation());
      const [customerNumber, uuid] = [oldNumber(), unique('').padEnd(32, 'a').slice(0, 32)];
      await run([aRow({ customerNumber, uuid })]);
      expect(await api.profiles.getByUuid({ uuid })).toMatchObject({ customerNumber });
      const other = importer(newOrganisation());
      const { outcomes } = await other.run([aRow({ customerNumber }), aRow({ uuid }), aRow()]);
      expect(outcomes.map(({ problem }) => problem?.errorCode)).toEqual([409, 409, undefined]);
      const assigned = Number(outcomes[2]?.customerNumber);
      const taken = await other.run([aRow({ customerNumber: assigned - 1 }), aRow({ customerNumber: assigned })]);
      expect(taken.outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    });

    test('[IMPORT-1] a number that was erased is never given again', async () => {
      const { run, api } = importer(newOrganisation());
      const customerNumber = oldNumber();
      await run([aRow({ customerNumber })]);
      await api.profiles.erase({ customerNumber });
      const { outcomes } = await run([aRow({ customerNumber })]);
      expect(outcomes[0]).toMatchObject({ outcome: 'refused', problem: { errorCode: 409 } });
    });

    test('[IMPORT-1] merged customers lead to their survivor, whose revision stays', async () => {
      const { run, api } = importer(newOrganisation());
      const [survivor, one, two] = [oldNumber(), oldNumber(), oldNumber()];
      const { outcomes } = await run([
        aRow({ customerNumber: survivor }),
        aRow({ customerNumber: one, mergedInto: survivor }),
        aRow({
          customerNumber: two,
          mergedInto: survivor,
          profileType: 'T',
          expirationDate: '2020-01-01',
          surname: '',
        }),
      ]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
      const found = await api.profiles.get({ customerNumber: two });
      expect(found).toMatchObject({ customerNumber: survivor, redirectedFrom: two });
      expect(found.relatedCustomerNumbers).toEqual([one, two]);
      const unknown = await run([aRow({ mergedInto: oldNumber() })]);
      expect(unknown.outcomes[0]).toMatchObject({ outcome: 'refused', problem: { errorCode: 617 } });
    });

    test('skip leaves an existing customer, update changes it, and an equal row changes nothing', async () => {
      const organisation = newOrganisation();
      const { run } = importer(organisation);
      const customerRef = unique();
      const { outcomes } = await run([aRow({ customerRef })]);
      const customerNumber = Number(outcomes[0]?.customerNumber);
      const changed = aRow({ customerRef, surname: 'Hansen', notes: [{ text: 'New.' }] });
      expect((await run([changed], { onExisting: 'skip' })).outcomes).toEqual([
        { row: 1, outcome: 'skipped', customerNumber },
      ]);
      const update = await run([changed, changed], { onExisting: 'update' });
      expect(update.outcomes.map(({ outcome }) => outcome)).toEqual(['updated', 'unchanged']);
      const { api } = organisation;
      const now = await api.profiles.get({ customerNumber, includeNotes: true });
      expect(now).toMatchObject({ surname: 'Hansen', notes: [{ text: 'New.' }], changedBy: 'test-client' });
      expect((await organisation.events({ customerNumber })).map(({ cause, revision }) => [cause, revision])).toEqual([
        ['import-rows', 1],
        ['import-rows', 2],
      ]);
    });

    test('without events nothing is published, and the revision jumps', async () => {
      const organisation = newOrganisation();
      const { run } = importer(organisation);
      const { outcomes } = await run([aRow()], { events: 'none' });
      const customerNumber = Number(outcomes[0]?.customerNumber);
      expect(await organisation.events({ customerNumber })).toEqual([]);
      await organisation.update(await organisation.api.profiles.get({ customerNumber }), { surname: 'Hansen' });
      expect((await organisation.events({ customerNumber })).map(({ revision }) => revision)).toEqual([2]);
    });

    test('imports are listed, the newest first, page by page, and those of others are not', async () => {
      const { begin, api } = importer(newOrganisation());
      const made = [await begin({ name: 'one' }), await begin({ name: 'two' }), await begin({ name: 'three' })];
      const page = await api.imports.list({ perPage: 2 });
      const rest = await api.imports.list({ perPage: 2, cursor: String(page.nextCursor) });
      expect([...page.items, ...rest.items].map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
      expect(rest.nextCursor).toBeUndefined();
      expect((await importer(newOrganisation()).api.imports.list({})).items).toEqual([]);
    });
  });
}
