import { decoded } from '../bytes/text-encoding.js';
import { converted } from '../mapping/apply-mapping.js';
import type { Mapping } from '../mapping/mapping.js';
import type { Bytes, ConvertedRecord } from '../record.js';
import { REASON_COLUMN, withoutProtection } from '../report-columns.js';
import { csvBeginning } from './csv-beginning.js';
import { csvRecords, EMPTY_FILE, InvalidHeaderError } from './csv-records.js';
import type { CsvDialect } from './dialect.js';
import { headerOf } from './header.js';

/** How a CSV file is written, and what its columns are. */
export interface CsvForm {
  readonly encoding: string;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
}

/**
 * Recognises how a CSV file is written. It is read twice: as a whole for its encoding, then from its beginning.
 *
 * @throws {@link InvalidHeaderError} when the file has nothing but blank lines.
 */
export async function recogniseCsv(open: () => Bytes): Promise<CsvForm> {
  const { encoding, sample, dialect } = await csvBeginning(open);
  const columns = headerOf(sample, dialect);
  if (columns.length === 0) throw new InvalidHeaderError(EMPTY_FILE);
  return { encoding, dialect, columns };
}

/**
 * Reads a CSV file as the rows of an import, record by record, as a mapping says. A report of refused rows is read as what it
 * was made of.
 *
 * @throws `InvalidEncodingError` or `InvalidHeaderError` when the file cannot be read further.
 */
export async function* csvRows(
  open: () => Bytes,
  { encoding, dialect, columns }: CsvForm,
  mapping: Mapping,
): AsyncGenerator<ConvertedRecord> {
  const isReport = columns.includes(REASON_COLUMN);
  for await (const record of csvRecords(decoded(open(), encoding), dialect)) {
    yield converted(isReport ? withoutProtection(record) : record, mapping, dialect.decimal);
  }
}
