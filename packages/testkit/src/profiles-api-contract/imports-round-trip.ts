import { randomInt } from 'node:crypto';
import type { ImportRow } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { aRow, importer, oldNumber } from './imports.js';
import { daysFromNow, type NewOrganisation, newEmail, unique } from './organisation.js';

const HASH = '$2b$10$J8kJJaJlyap4fxEZAR5H2uI4O0h0fywEMGUJE0bgYvtqmk23SsFSS';

const pick = <T>(...values: readonly T[]): T => values[randomInt(values.length)] as T;

/** A population of every type and status, with all that belongs to customers; merged ones last. */
function population(code: string): ImportRow[] {
  const rows: ImportRow[] = Array.from({ length: 60 }, (_, index) => {
    const profileType = pick('S', 'S', 'P', 'T');
    const status = pick('A', 'A', 'P', 'D');
    return aRow({
      ...{ customerNumber: oldNumber(), profileType, status, createdAt: '2014-05-06T07:08:09.010Z' },
      ...{ firstName: pick('Kari', 'Ærlend', 'ikke satt'), surname: pick('Øvrebø', 'O’Connor') },
      ...(profileType === 'T' && { expirationDate: daysFromNow(90) }),
      ...(status === 'D' && { expirationDate: daysFromNow(40) }),
      ...(index % 2 === 0 && { email: newEmail(), emailVerifiedAt: '2020-01-01' }),
      ...(index % 3 === 0 && {
        countryCode: '+47',
        telephoneNumberNoCountryCode: '40612233',
        dateOfBirth: '1985-04-12',
      }),
      ...(index % 4 === 0 &&
        profileType === 'S' && { passwordHash: HASH, username: unique('user'), lastSignInAt: '2021-02-03' }),
      ...(index % 4 === 2 && profileType === 'S' && { username: null }),
      ...(profileType !== 'T' && status !== 'D' && index % 5 === 0 && { personnelTickets: [ticket()] }),
      ...(index % 5 === 1 && {
        notes: [{ text: 'One.', createdBy: 'ola', createdAt: '2015-01-01' }, { text: 'Two.\nLines.' }],
      }),
      ...(index % 5 === 2 && {
        ecardOwnerships: [card('2016-01-01'), { ...card('2012-01-01'), endOfOwnership: '2015-01-01' }],
      }),
      ...(index % 5 === 3 && { customerAccounts: [{ accountId: unique() }, { accountId: unique(), name: 'Named' }] }),
      ...(index % 5 === 4 && {
        preferences: [{ preferenceCode: code, preferenceValue: 'true' }],
        nationality: 'NOR' as const,
      }),
      ...(index % 3 === 1 && { postalAddresses: [address(), { ...address(), countryCode: 'SWE', town: 'Malmö' }] }),
    });
  });
  const survivors = rows.filter(({ profileType }) => profileType === 'S').map(({ customerNumber }) => customerNumber);
  const merged = Array.from({ length: 10 }, () =>
    aRow({
      customerNumber: oldNumber(),
      mergedInto: pick(...survivors) ?? null,
      email: newEmail(),
      profileType: pick('S', 'P'),
    }),
  );
  return [...rows, ...merged];
}

const card = (startOfOwnership: string) => ({
  ...{
    ecardOperator: '57803',
    ecardNumber: randomInt(1_000_000_000, 9_999_999_999),
    startOfOwnership,
    ecardName: 'Card',
  },
});

const address = () => ({ town: 'Oslo', postCode: '0151', typeOfAddress: 'P' as const, addressLine1: 'Storgata 1' });

const ticket = () => ({
  ...{ ticketRightOwner: 'VY', ticketRightBearer: 'B', ticketHolderCode: 'E' },
  ...{ validFrom: '2020-01-01', validTo: '2099-01-01' },
});

/** The rows of an export, those of merged customers last, as the command line sends them. */
function rowsOf(exported: string): ImportRow[] {
  const rows = exported
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ImportRow);
  const isMerged = ({ mergedInto }: ImportRow) => mergedInto != null;
  return [...rows.filter((row) => !isMerged(row)), ...rows.filter(isMerged)];
}

export function importsRoundTripContract(newOrganisation: NewOrganisation): void {
  describe('round trip of exports and imports', () => {
    test('an export that is imported again changes nothing, and after an undo gives the same export', async () => {
      const calls = importer(newOrganisation());
      const { api, run, exported } = calls;
      const code = unique('CODE');
      await api.preferenceDefinitions.create({
        preferenceCode: code,
        preferenceType: 'BOOLEAN',
        preferenceDescription: 'One.',
      });
      const first = await run(population(code));
      expect(first.outcomes.filter(({ outcome }) => outcome !== 'created')).toEqual([]);
      const before = await exported();
      expect(before.split('\n')).toHaveLength(71);
      expect(before).not.toContain('organisationId');
      const again = await run(rowsOf(before), { onExisting: 'update' });
      expect(again.outcomes.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
      expect(await exported()).toBe(before);
      // The organisation is as empty as another installation, and the numbers are its own.
      await api.imports.undo({ importId: first.made.id });
      expect(await exported()).toBe('');
      const back = await run(rowsOf(before));
      expect(back.outcomes.filter(({ outcome }) => outcome !== 'created')).toEqual([]);
      expect(await exported()).toBe(before);
    });

    test('an export holds what operations have made, by number, from a number and from a time on', async () => {
      const organisation = newOrganisation();
      const { api, exported } = importer(organisation);
      const { source, target } = await organisation.mergedPair();
      const { customerNumber } = await organisation.create({ email: newEmail(), password: 'correct horse battery' });
      await api.profiles.deactivate({ customerNumber });
      const rows = (await exported())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ImportRow);
      expect(rows.map((row) => [row.customerNumber, row.status, row.mergedInto])).toEqual([
        [source.customerNumber, 'P', target.customerNumber],
        [target.customerNumber, 'A', undefined],
        [customerNumber, 'D', undefined],
      ]);
      expect(rows[2]).toMatchObject({ emailOld: rows[2]?.email, passwordHash: expect.any(String) });
      const rest = await api.profiles.exportAll({ after: target.customerNumber });
      expect(rest.lines.trim().split('\n')).toHaveLength(1);
      const since = String(rows[2]?.changedAt);
      const changed = (await api.profiles.exportAll({ changedSince: since })).lines;
      expect(changed).toContain(`"customerNumber":${customerNumber}`);
      const later = new Date(Date.parse(since) + 1).toISOString();
      expect((await api.profiles.exportAll({ changedSince: later })).lines).toBe('');
    });
  });
}
