export { InvalidJsonError } from './bytes/json-items.js';
export { jsonLines } from './bytes/json-lines.js';
export { decoded, InvalidEncodingError } from './bytes/text-encoding.js';
export { csvLine } from './csv/csv-line.js';
export { InvalidHeaderError } from './csv/csv-records.js';
export { refusedCsv } from './csv/refused-csv.js';
export { FORMAT_NAMES, FORMATS, type FormatName } from './formats.js';
export { InvalidMappingError, type Mapping, mappingFrom, readMapping } from './mapping/mapping.js';
export { mappingFile, type SuggestedMapping, suggestMapping } from './mapping/suggest-mapping.js';
export { mappingFor, type OpenFile, planReading, type ReadOptions, type ReadPlan } from './plan-reading.js';
export { readRows } from './read-rows.js';
export { auth0Key } from './readers/auth0.js';
export type { Bytes, ConvertedRecord, ImportRow, MergeLink, RecordIssue } from './record.js';
export {
  isReportColumn,
  reportCells,
} from './report-columns.js';
export { columnOf } from './row-check.js';
