import type { ConvertedRecord, SourceRecord } from '../record.js';
import { replacedPatients } from './fhir.js';
import { objectOf } from './json-value.js';

/** Patients that others replace by links of their own: the ids of those others, by the id of the replaced one. */
export type ReplacedPatients = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the links of the type `replaces`. A survivor may stand behind the patient that it replaces, so they are read before the
 * rows. Nothing else of the file is kept.
 */
export async function replacedIn(records: AsyncIterable<SourceRecord>): Promise<ReplacedPatients> {
  const found = new Map<string, string[]>();
  for await (const { value } of records) {
    const patient = replacedPatients(objectOf(value));
    for (const key of patient?.replaced ?? []) {
      const into = found.get(key) ?? [];
      if (patient !== undefined && !into.includes(patient.into)) found.set(key, [...into, patient.into]);
    }
  }
  return found;
}

/** The beginning of the row of a survivor: that of a replaced patient without a record of its own has its name. */
type Head = Pick<ConvertedRecord, 'line'> & { readonly names: Readonly<Record<string, unknown>> };

/**
 * Links patients to their survivors which they do not name themselves. Replaced patients that the file does not have follow at
 * its end, with the name of the survivor and no contact data: their old ids go on leading to the customer.
 */
export async function* withSurvivors(
  records: AsyncIterable<ConvertedRecord>,
  replaced: ReplacedPatients,
): AsyncGenerator<ConvertedRecord> {
  const survivors = new Set([...replaced.values()].flat());
  const heads = new Map<string, Head>();
  const absent = new Map(replaced);
  for await (const record of records) {
    const key = String(record.row?.['customerRef'] ?? '');
    if (survivors.has(key)) heads.set(key, headOf(record));
    absent.delete(key);
    const into = replaced.get(key);
    yield into === undefined || record.link !== undefined ? record : linked(record, { key, into });
  }
  for (const [key, into] of absent) {
    const { line, names } = heads.get(into[0] ?? '') ?? { line: 1, names: {} };
    const row = { customerRef: key, ...names };
    yield linked({ line, row, errors: [], warnings: [], isOfSurvivor: true }, { key, into });
  }
}

function headOf({ line, row = {} }: ConvertedRecord): Head {
  const { firstName, surname } = row;
  return { line, names: { ...(firstName !== undefined && { firstName }), ...(surname !== undefined && { surname }) } };
}

function linked(
  record: ConvertedRecord,
  { key, into }: { readonly key: string; readonly into: readonly string[] },
): ConvertedRecord {
  const [survivor = '', ...others] = into;
  if (others.length > 0) {
    const message = `Expected one patient that replaces this one. Those are: ${into.join(', ')}.`;
    return { ...record, errors: [...record.errors, { field: 'link', message }] };
  }
  const { status: _own, ...row } = record.row ?? {};
  return { ...record, row, link: { key, into: survivor } };
}
