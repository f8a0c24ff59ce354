import { withoutByteOrderMark } from '../byte-order-mark.js';
import { beginningOf, recogniseEncoding } from '../bytes/text-encoding.js';
import type { Bytes } from '../record.js';
import { type CsvDialect, recogniseDialect } from './dialect.js';

/** Facts about a file that are known before it is read. The rest is recognised. */
interface Known {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
  readonly decimal?: CsvDialect['decimal'] | undefined;
}

/** The beginning of a file as text, and how it is written if it is CSV. */
export interface CsvBeginning {
  readonly encoding: string;
  readonly sample: string;
  readonly dialect: CsvDialect;
}

/** Reads a file twice: as a whole for its encoding, then its beginning. */
export async function csvBeginning(open: () => Bytes, known: Known = {}): Promise<CsvBeginning> {
  const encoding = known.encoding ?? (await recogniseEncoding(open()));
  const sample = await beginningOf(open(), encoding);
  const recognised = recogniseDialect(withoutByteOrderMark(sample));
  return {
    encoding,
    sample,
    dialect: {
      delimiter: known.delimiter ?? recognised.delimiter,
      quote: known.quote ?? recognised.quote,
      decimal: known.decimal ?? recognised.decimal,
    },
  };
}
