import type { ImportRow, Issues, MergeLink } from '../record.js';
import type { JsonObject } from './json-value.js';

/** The result of reading one record of a format. */
export interface ReadRecord {
  readonly row?: ImportRow;
  readonly skipped?: string;
  readonly link?: MergeLink;
}

/** Converts one record of a format into a row. Errors and warnings go to the issues. */
export type RecordReader = (record: JsonObject, issues: Issues) => ReadRecord;
