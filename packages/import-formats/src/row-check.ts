import { badInput, importRow } from '@profiles/contracts';
import type { Mapping } from './mapping/mapping.js';
import type { ConvertedRecord, ImportRow, RecordIssue } from './record.js';

/** What rows are checked with. */
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
  return { ...record, row, errors: [...record.errors, ...furtherErrors(row, record.errors, check.mapping)] };
}

function furtherErrors(row: ImportRow, known: readonly RecordIssue[], mapping: Mapping | undefined): RecordIssue[] {
  const result = importRow.safeParse(row);
  if (result.success) return [];
  const failed = known.flatMap(({ target }) => target ?? []);
  return (badInput(result.error.issues).details.errors ?? [])
    .filter(({ path }) => !failed.includes(path))
    .map(({ path, message }) => ({ field: columnOf(path, mapping), message }));
}

/** The column of a CSV file from which a field of a row comes, otherwise the path of the field. */
export function columnOf(path: string, mapping: Mapping | undefined): string {
  const source = mapping?.fields[path];
  const columns = typeof source === 'string' ? source : source?.from;
  return columns === undefined ? path : [columns].flat().join(' + ');
}
