import { randomInt } from 'node:crypto';
import type { ImportRow, RowOutcome } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { aRow, importer, oldNumber } from './imports.js';
import { type NewOrganisation, newEmail, type Organisation, unique } from './organisation.js';

/** Rows of a file of which about one in twenty is at fault, some because of rows before them. */
function generatedRows(existing: readonly { customerRef: string; email: string }[]): ImportRow[] {
  const rows: ImportRow[] = [];
  const numbers: number[] = [];
  for (let index = 0; index < 240; index++) {
    const row = aRow({
      email: newEmail(),
      customerRef: unique(),
      customerNumber: index % 3 === 0 ? oldNumber() : null,
    });
    if (row.customerNumber != null) numbers.push(row.customerNumber);
    rows.push(index % 20 === 7 ? faultyRow(row, { earlier: rows, existing, index }) : row);
  }
  // Rows that refer to customers of the same run.
  for (const number of numbers.slice(0, 5))
    rows.push(aRow({ mergedInto: number }), aRow({ customerNumber: number, surname: 'Again' }));
  return rows;
}

interface Others {
  readonly earlier: readonly ImportRow[];
  readonly existing: readonly { customerRef: string; email: string }[];
  readonly index: number;
}

function faultyRow(row: ImportRow, { earlier, existing, index }: Others): ImportRow {
  const one = earlier[randomInt(earlier.length)];
  const stored = existing[index % existing.length];
  const faults: readonly ImportRow[] = [
    { ...row, email: one?.email ?? null },
    { ...row, customerRef: one?.customerRef ?? null, customerNumber: null },
    { ...row, email: stored?.email ?? null },
    { ...row, customerRef: stored?.customerRef ?? null, customerNumber: null, surname: 'Changed' },
    { ...row, postalAddresses: [{ town: 'Oslo', postCode: '15', typeOfAddress: 'P' }] },
    { ...row, mergedInto: oldNumber() },
  ];
  return faults[index % faults.length] as ImportRow;
}

/** An outcome without what a dry run can't tell: numbers that it does not assign, and the call. */
function comparable({ row, outcome, problem }: RowOutcome) {
  return { row, outcome, code: problem?.errorCode, errors: problem?.errors };
}

async function sendAll({ send }: ReturnType<typeof importer>, made: { id: string }, rows: readonly ImportRow[]) {
  const outcomes: RowOutcome[] = [];
  // Calls of an odd length: conflicts cross their borders and those of the blocks.
  for (let start = 0; start < rows.length; start += 77)
    outcomes.push(...(await send(made, rows.slice(start, start + 77), start + 1)));
  return outcomes;
}

async function existingCustomers(organisation: Organisation) {
  const created = await Promise.all(
    Array.from({ length: 6 }, () => organisation.create({ customerRef: unique(), email: newEmail() })),
  );
  return created.map(({ customerRef = '', email = '' }) => ({ customerRef, email }));
}

export function importsRehearsalContract(newOrganisation: NewOrganisation): void {
  describe('dry runs of imports', () => {
    test.each(['refuse', 'skip', 'update'] as const)(
      '[IMPORT-2] with onExisting %s the outcome of each row is that of the real run, and nothing is written',
      async (onExisting) => {
        const organisation = newOrganisation();
        const calls = importer(organisation);
        const rows = generatedRows(await existingCustomers(organisation));
        const before = await calls.exported();
        const dry = await sendAll(calls, await calls.begin({ dryRun: true, onExisting }), rows);
        expect(await calls.exported()).toBe(before);
        const real = await sendAll(calls, await calls.begin({ onExisting }), rows);
        expect(dry.map(comparable)).toEqual(real.map(comparable));
        expect(new Set(real.map(({ outcome }) => outcome)).size).toBeGreaterThan(1);
      },
    );
  });
}
