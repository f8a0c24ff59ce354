import { type ConvertedRecord, type SourceRecord, withoutBlanks } from '../record.js';
import { replacedPatients } from './fhir.js';
import { objectOf } from './json-value.js';

/** Patients that others replace by links of their own. */
export interface ReplacedPatients {
  /** The ids of those others, by the id of the replaced one. */
  readonly survivors: ReadonlyMap<string, readonly string[]>;
  /** The ids of replaced ones that the file does not have. */
  readonly absent: ReadonlySet<string>;
}

/** No patient replaces another one. */
export const NONE_REPLACED: ReplacedPatients = { survivors: new Map(), absent: new Set() };

/**
 * Reads the links of the type `replaces`. A survivor may stand behind the patient that it replaces, so they are read before the
 * rows, and a second time for the replaced ones that are there. Nothing else of the file is kept.
 */
export async function replacedIn(records: () => AsyncIterable<SourceRecord>): Promise<ReplacedPatients> {
  const survivors = new Map<string, string[]>();
  for await (const { value } of records()) {
    const patient = replacedPatients(objectOf(value));
    for (const key of patient?.replaced ?? []) {
      const into = survivors.get(key) ?? [];
      if (patient !== undefined && !into.includes(patient.into)) survivors.set(key, [...into, patient.into]);
    }
  }
  if (survivors.size === 0) return NONE_REPLACED;
  const absent = new Set(survivors.keys());
  for await (const { value } of records()) absent.delete(replacedPatients(objectOf(value))?.into ?? '');
  return { survivors, absent };
}

/**
 * Links patients to their survivors which they do not name themselves. A replaced patient that the file does not have follows
 * its survivor, with the same name and no contact data: the old id goes on leading to the customer.
 */
export async function* withSurvivors(
  records: AsyncIterable<ConvertedRecord>,
  { survivors, absent }: ReplacedPatients,
): AsyncGenerator<ConvertedRecord> {
  const absorbed = new Map<string, string[]>();
  for (const key of absent) {
    const [survivor = ''] = survivors.get(key) ?? [];
    absorbed.set(survivor, [...(absorbed.get(survivor) ?? []), key]);
  }
  for await (const record of records) {
    const key = String(record.row?.['customerRef'] ?? '');
    const into = survivors.get(key);
    yield into === undefined || record.link !== undefined ? record : linked(record, { key, into });
    for (const old of absorbed.get(key) ?? []) {
      const { firstName, surname } = record.row ?? {};
      const row = withoutBlanks({ customerRef: old, firstName, surname });
      const made = { line: record.line, row, errors: [], warnings: [], isOfSurvivor: true };
      yield linked(made, { key: old, into: survivors.get(old) ?? [] });
    }
    absorbed.delete(key);
  }
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
