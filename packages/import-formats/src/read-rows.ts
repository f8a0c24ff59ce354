import { jsonLines } from './bytes/json-lines.js';
import { jsonRecords } from './bytes/json-records.js';
import { decoded } from './bytes/text-encoding.js';
import { csvRecords } from './csv/csv-records.js';
import { isCrm, isJsonFormat, JSON_FORMATS } from './formats.js';
import { converted } from './mapping/apply-mapping.js';
import type { Mapping } from './mapping/mapping.js';
import type { OpenFile, ReadPlan } from './plan-reading.js';
import { auth0HashKeys } from './readers/auth0.js';
import { clerkUser } from './readers/clerk.js';
import { absorbedKeys, type CrmName } from './readers/crm-mappings.js';
import { withSurvivors } from './readers/fhir-survivors.js';
import { type JsonObject, objectOf } from './readers/json-value.js';
import type { RecordReader } from './readers/reader.js';
import { vcard, vcards } from './readers/vcard.js';
import { type ConvertedRecord, type ImportRow, Issues, type SourceRecord } from './record.js';
import { KEY_COLUMN, MERGED_INTO_COLUMN, withoutProtection } from './report-columns.js';
import { checkedRecord, columnOf } from './row-check.js';

/**
 * Reads a file as the rows of an import, record by record. The same file and plan give the same records in the same order.
 * Errors concern a record each and stop none of the others.
 *
 * @throws `InvalidJsonError`, `InvalidEncodingError` or `InvalidHeaderError` when the file cannot be read further.
 */
export async function* readRows(open: OpenFile, plan: ReadPlan): AsyncGenerator<ConvertedRecord> {
  for await (const record of recordsOf(open, plan)) yield checkedRecord(record, plan);
}

function recordsOf(open: OpenFile, plan: ReadPlan): AsyncGenerator<ConvertedRecord> {
  const { format } = plan;
  const text = () => decoded(open(), plan.encoding);
  if (format === 'vcard') return read(vcards(text()), vcard);
  if (format === 'ndjson') return read(jsonLines(text()), (row) => ({ row }));
  if (format === 'clerk' && plan.columns.length > 0) return read(csvRecords(text(), plan.dialect), clerkUser);
  if (!isJsonFormat(format)) return mapped(csvRecords(text(), plan.dialect), plan);
  const { list, read: reader } = JSON_FORMATS[format];
  const records = jsonRecords(text(), { list, isLines: plan.isJsonLines });
  if (format === 'fhir') return withSurvivors(read(records, reader), plan.replaced);
  return read(format === 'auth0' ? withHashes(records, plan) : records, reader);
}

async function* read(records: AsyncIterable<SourceRecord>, reader: RecordReader): AsyncGenerator<ConvertedRecord> {
  for await (const { line, value, errors } of records) {
    const issues = new Issues();
    issues.errors.push(...errors);
    const found = value === undefined ? {} : reader(objectOf(value), issues);
    refuseLongReference(found.row, issues);
    yield { line, ...found, errors: issues.errors, warnings: issues.warnings };
  }
}

/** The most characters of a customerRef (contract, section 1). */
const MAX_REFERENCE = 40;

/**
 * Refuses a key of another system that is too long for a customerRef. It is not shortened here: the next import of the system and
 * old references have to find the customer by the same value.
 */
function refuseLongReference(row: ImportRow | undefined, issues: Issues): void {
  const reference = row?.['customerRef'];
  if (typeof reference !== 'string' || reference.trim().length <= MAX_REFERENCE) return;
  const message = `The key has ${reference.trim().length} characters, and a customerRef has at most ${MAX_REFERENCE}. Give a shorter one in the column customerRef of the report, and the same in each later import.`;
  issues.refuse('customerRef', message, 'customerRef');
}

/** Joins the export of users with the one of password hashes. */
async function* withHashes(records: AsyncIterable<SourceRecord>, { hashes }: ReadPlan): AsyncGenerator<SourceRecord> {
  for await (const record of records) {
    const user: JsonObject = objectOf(record.value);
    const passwordHash = auth0HashKeys(user)
      .map((key) => hashes.get(key))
      .find((hash) => hash !== undefined);
    yield passwordHash === undefined ? record : { ...record, value: { ...user, passwordHash } };
  }
}

async function* mapped(records: AsyncIterable<SourceRecord>, plan: ReadPlan): AsyncGenerator<ConvertedRecord> {
  const mapping = withReportKeys(plan);
  for await (const record of records) {
    const source = plan.isReport ? withoutProtection(record) : record;
    const result = converted(source, mapping, plan.dialect.decimal);
    yield result;
    if (isCrm(plan.format) && result.row !== undefined) yield* absorbedBy(result, plan.format, mapping);
  }
}

function withReportKeys({ mapping = { fields: {} }, columns }: ReadPlan): Mapping {
  const hasKeys = mapping.key === undefined && columns.includes(MERGED_INTO_COLUMN);
  return hasKeys ? { ...mapping, key: KEY_COLUMN, mergedInto: MERGED_INTO_COLUMN } : mapping;
}

/**
 * Records that were merged into this one, of which the file has nothing but the keys. Their rows keep the old keys of a
 * customer working; they have the name of the survivor and no contact data.
 */
function* absorbedBy({ line, row = {}, columns: cells = {} }: ConvertedRecord, format: CrmName, mapping: Mapping) {
  const into = String(row['customerRef'] ?? '');
  const cellOf = (field: string) => columnOf(field, { mapping, cells });
  for (const key of absorbedKeys(format, cells)) {
    const { firstName, surname } = row;
    const columns = Object.fromEntries(
      ['firstName', 'surname'].map((field) => [cellOf(field), String(row[field] ?? '')]),
    );
    yield {
      ...{ line, row: { customerRef: key, firstName, surname }, columns: { ...columns, [cellOf('customerRef')]: key } },
      ...{ errors: [], warnings: [], link: { key, into }, isOfSurvivor: true },
    };
  }
}
