import { badInput, importRow } from '@profiles/contracts';
import { columnsRead } from './mapping/columns-read.js';
import type { Mapping } from './mapping/mapping.js';
import { objectOf, objectsIn } from './readers/json-value.js';
import type { ConvertedRecord, ImportRow, RecordIssue } from './record.js';

/** The schema and settings that rows are checked with. */
interface RowCheck {
  /** The values of rows whose file has none. */
  readonly createdBy: string;
  readonly createdByChannel: string;
  readonly mapping?: Mapping;
}

/**
 * A record with the defaults of its row. A record that was not converted without errors gets those of the service as well,
 * so that a report names all that must be mended at once. Other records are judged by the service alone.
 */
export function checkedRecord(record: ConvertedRecord, check: RowCheck): ConvertedRecord {
  if (record.row === undefined) return record;
  const row: ImportRow = { createdBy: check.createdBy, createdByChannel: check.createdByChannel, ...record.row };
  // A record with the wrong number of fields has its values in the wrong columns.
  const isWhole = record.errors.every(({ field }) => field !== undefined);
  if (record.errors.length === 0 || !isWhole) return { ...record, row };
  const columns = { mapping: check.mapping, cells: record.columns };
  return { ...record, row, errors: [...record.errors, ...furtherErrors(row, record.errors, columns)] };
}

function furtherErrors(row: ImportRow, known: readonly RecordIssue[], columns: ColumnsOfRecord): RecordIssue[] {
  const result = importRow.safeParse(row);
  if (result.success) return [];
  const failed = known.flatMap((issue) => failedWith(issue, row));
  return (badInput(result.error.issues).details.errors ?? [])
    .filter(({ path }) => !failed.includes(path))
    .map(({ path, message }) => ({ field: columnOf(path, columns), message }));
}

/** The fields about which nothing more can be said. A post code of an unknown country is right or wrong nowhere. */
function failedWith({ target }: RecordIssue, row: ImportRow): string[] {
  if (target === undefined) return [];
  const [, index] = /^postalAddresses\.(\d+)\.countryCode$/.exec(target) ?? [];
  const address = objectOf(objectsIn(row['postalAddresses'])[Number(index)]);
  return address['postCode'] === undefined ? [target] : [target, `postalAddresses.${index}.postCode`];
}

/**
 * The column of a CSV file from which a record has a field of its row, otherwise the path of the field. Of several columns that a
 * mapping names, the one that the file has is told.
 */
export function columnOf(path: string, { mapping, cells }: ColumnsOfRecord): string {
  const given = mapping?.fields[path];
  const source = typeof given === 'string' ? { from: given } : given;
  if (source?.from === undefined) return path;
  const read = columnsRead(source, cells ?? {});
  const columns =
    read.length > 0 ? read : [source.from].flat().filter((column) => cells === undefined || column in cells);
  return columns.length === 0 ? path : columns.join(' + ');
}

interface ColumnsOfRecord {
  readonly mapping: Mapping | undefined;
  /** The cells of the record by column. */
  readonly cells: ConvertedRecord['columns'];
}
