import { jsonRecords } from './bytes/json-records.js';
import { decoded } from './bytes/text-encoding.js';
import { csvBeginning } from './csv/csv-beginning.js';
import { EMPTY_FILE, InvalidHeaderError } from './csv/csv-records.js';
import type { CsvDialect } from './csv/dialect.js';
import { headerOf } from './csv/header.js';
import { type FormatName, isCrm, isJsonFormat, JSON_FORMATS } from './formats.js';
import { columnsOf, InvalidMappingError, type Mapping, type ReadMapping } from './mapping/mapping.js';
import { limitedTo, type SuggestedMapping, suggestMapping } from './mapping/suggest-mapping.js';
import { crmMapping } from './readers/crm-mappings.js';
import { NONE_REPLACED, type ReplacedPatients, replacedIn } from './readers/fhir-survivors.js';
import { isJsonLines, recogniseFormat } from './recognise-format.js';
import type { Bytes } from './record.js';
import { isReportColumn, REASON_COLUMN } from './report-columns.js';

/** Opens a file from its beginning. It is read several times: once to recognise its form, and once for each pass. */
export type OpenFile = () => Bytes;

/** How a file is to be read, as far as it is not recognised. */
export interface ReadOptions {
  /** @defaultValue recognised from the beginning of the file */
  readonly format?: FormatName | undefined;
  /** The mapping of a CSV file. */
  readonly mapping?: Mapping | undefined;
  /** The same as it was read from a mapping file. Its errors are told together with the columns that the file lacks. */
  readonly mappingFile?: ReadMapping | undefined;
  /** @defaultValue recognised: UTF-8, UTF-16 or windows-1252 */
  readonly encoding?: string | undefined;
  /** @defaultValue recognised */
  readonly delimiter?: string | undefined;
  /** The time zone of times without an offset in exports of CRM systems. @defaultValue Europe/Oslo */
  readonly zone?: string | undefined;
  /** Password hashes of Auth0 users by their user_id. */
  readonly hashes?: ReadonlyMap<string, string> | undefined;
  /** The values of rows whose file has none. @defaultValue `profiles-import`, and the name of the format */
  readonly createdBy?: string | undefined;
  readonly createdByChannel?: string | undefined;
}

/** How a file is read. */
export interface ReadPlan {
  readonly format: FormatName;
  readonly encoding: string;
  /** Whether JSON is one object per line. */
  readonly isJsonLines: boolean;
  readonly dialect: CsvDialect;
  /** The columns of a CSV file. */
  readonly columns: readonly string[];
  readonly mapping?: Mapping;
  /** Whether the file is a report of refused rows, whose cells are protected from spreadsheets. */
  readonly isReport: boolean;
  readonly hashes: ReadonlyMap<string, string>;
  /** FHIR: the patients that others replace. */
  readonly replaced: ReplacedPatients;
  readonly createdBy: string;
  readonly createdByChannel: string;
}

/**
 * Recognises how a file is written.
 *
 * @throws {@link InvalidMappingError} when a CSV file needs a mapping, or the mapping names columns that it lacks.
 * @throws {@link InvalidHeaderError} when a file is empty and its format was not named.
 */
export async function planReading(open: OpenFile, given: ReadOptions = {}): Promise<ReadPlan> {
  const options = { ...given, mapping: given.mapping ?? given.mappingFile?.mapping };
  const { csv } = options.mapping ?? {};
  const { encoding, sample, dialect } = await csvBeginning(open, {
    ...csv,
    encoding: options.encoding ?? csv?.encoding,
    delimiter: options.delimiter ?? csv?.delimiter,
  });
  const recognised = recogniseFormat(sample, dialect);
  const format =
    options.format ?? (options.mapping === undefined ? recognised.format : mappedFormat(recognised.format));
  const columns = recognised.columns ?? (options.format === 'csv' ? headerOf(sample, dialect) : []);
  if (format === 'csv' && columns.length === 0) throw withoutColumns(recognised.format);
  const mapping = mappingOf(format, columns, options);
  const isLines = isJsonFormat(format) ? isJsonLines(sample, JSON_FORMATS[format].list) : true;
  const patients = () => jsonRecords(decoded(open(), encoding), { list: JSON_FORMATS.fhir.list, isLines });
  return {
    format,
    encoding,
    isJsonLines: isLines,
    dialect,
    columns,
    ...(mapping !== undefined && { mapping }),
    isReport: columns.includes(REASON_COLUMN),
    hashes: options.hashes ?? new Map(),
    replaced: format === 'fhir' ? await replacedIn(patients) : NONE_REPLACED,
    createdBy: options.createdBy ?? 'profiles-import',
    createdByChannel: options.createdByChannel ?? format,
  };
}

/** Why a file that is to be read as CSV has no columns. */
function withoutColumns(recognised: FormatName): Error {
  if (recognised === 'csv') return new InvalidHeaderError(EMPTY_FILE);
  return new InvalidMappingError(
    `A mapping is for the columns of a CSV file, and this file is not one: its format is ${recognised}.`,
  );
}

/** A mapping says what the columns of a CSV file are. The records of a CRM export that was recognised stay what they are. */
function mappedFormat(recognised: FormatName): FormatName {
  return isCrm(recognised) ? recognised : 'csv';
}

/** The mapping to begin with for a file with columns: that of its CRM system, as far as it has the columns, or a proposed one. */
export function mappingFor({ format, columns }: ReadPlan, zone?: string): SuggestedMapping {
  const own = columns.filter((column) => !isReportColumn(column));
  return isCrm(format) ? limitedTo(own, crmMapping(format, zone)) : suggestMapping(own);
}

function mappingOf(format: FormatName, columns: readonly string[], options: ReadOptions): Mapping | undefined {
  const { mapping } = options;
  if (mapping !== undefined) return checked(mapping, columns, options.mappingFile?.problems);
  if (isCrm(format)) return crmMapping(format, options.zone);
  if (format !== 'csv') return undefined;
  const { mapping: own, unmapped } = suggestMapping(columns.filter((column) => !isReportColumn(column)));
  const isOwn = Object.entries(own.fields).every(([target, source]) => target === [sourceOf(source)].flat()[0]);
  if (columns.length > 0 && unmapped.length === 0 && isOwn) return own;
  throw new InvalidMappingError(
    'The columns of this file are not the fields of the API: give a mapping with --mapping. --suggest-mapping proposes one.',
  );
}

function sourceOf(source: Mapping['fields'][string]): string | readonly string[] | undefined {
  return typeof source === 'string' ? source : source.from;
}

function checked(mapping: Mapping, columns: readonly string[], problems: readonly string[] = []): Mapping {
  const missing = [...columnsOf(mapping)].filter((column) => !columns.includes(column));
  const lacking = `The mapping names columns that the file does not have: ${missing.join(', ')}. Its columns are: ${columns.filter((name) => name !== '').join(', ')}.`;
  const all = missing.length === 0 ? problems : [...problems, lacking];
  if (all.length > 0) throw new InvalidMappingError(all.join('\n'));
  return mapping;
}
