// The entry `@profiles/import-formats/csv`: CSV files alone, for browsers. No other format, no check of rows, no mapping files.

export { InvalidEncodingError } from './bytes/text-encoding.js';
export { type CsvForm, csvRows, recogniseCsv } from './csv/csv-file.js';
export { InvalidHeaderError } from './csv/csv-records.js';
export { refusedCsv } from './csv/refused-csv.js';
export { COLUMN_TARGETS, type ColumnTargets, mappingOfTargets, suggestTargets } from './mapping/column-targets.js';
export { type CrmName, crmMapping, crmOf } from './readers/crm-mappings.js';
export { isReportColumn, reportCells } from './report-columns.js';
