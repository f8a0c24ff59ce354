import type { ConvertedRecord, ImportRow } from './record.js';

/** The values of rows whose file has none. */
interface RowDefaults {
  readonly createdBy: string;
  readonly createdByChannel: string;
}

/** A record with the defaults of its row, and with all errors of it. */
export function checkedRecord(record: ConvertedRecord, defaults: RowDefaults): ConvertedRecord {
  const { row } = record;
  if (row === undefined) return record;
  return { ...record, row: withDefaults(row, defaults) };
}

function withDefaults(row: ImportRow, { createdBy, createdByChannel }: RowDefaults): ImportRow {
  return { createdBy, createdByChannel, ...row };
}
