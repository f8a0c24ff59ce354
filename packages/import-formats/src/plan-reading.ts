import { withoutByteOrderMark } from './byte-order-mark.js';
import { beginningOf, recogniseEncoding } from './bytes/text-encoding.js';
import { type CsvDialect, recogniseDialect } from './csv/dialect.js';
import { type FormatName, isCrm, isJsonFormat } from './formats.js';
import { columnsOf, InvalidMappingError, type Mapping } from './mapping/mapping.js';
import { suggestMapping } from './mapping/suggest-mapping.js';
import { CRM_EXPORTS } from './readers/crm-mappings.js';
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
  readonly createdBy: string;
  readonly createdByChannel: string;
}

const DEFAULT_ZONE = 'Europe/Oslo';

/**
 * Recognises how a file is written.
 *
 * @throws {@link InvalidMappingError} when a CSV file needs a mapping, or the mapping names columns that it lacks.
 */
export async function planReading(open: OpenFile, options: ReadOptions = {}): Promise<ReadPlan> {
  const given = options.mapping?.csv;
  const encoding = options.encoding ?? given?.encoding ?? (await recogniseEncoding(open()));
  const sample = await beginningOf(open(), encoding);
  const recognisedDialect = recogniseDialect(withoutByteOrderMark(sample));
  const dialect: CsvDialect = {
    delimiter: options.delimiter ?? given?.delimiter ?? recognisedDialect.delimiter,
    quote: given?.quote ?? recognisedDialect.quote,
    decimal: given?.decimal ?? recognisedDialect.decimal,
  };
  const recognised = recogniseFormat(sample, dialect);
  const format = options.format ?? (options.mapping === undefined ? recognised.format : 'csv');
  const columns = recognised.columns ?? [];
  const mapping = mappingOf(format, columns, options);
  return {
    format,
    encoding,
    isJsonLines: isJsonFormat(format) ? isJsonLines(sample) : true,
    dialect,
    columns,
    ...(mapping !== undefined && { mapping }),
    isReport: columns.includes(REASON_COLUMN),
    hashes: options.hashes ?? new Map(),
    createdBy: options.createdBy ?? 'profiles-import',
    createdByChannel: options.createdByChannel ?? format,
  };
}

function mappingOf(format: FormatName, columns: readonly string[], options: ReadOptions): Mapping | undefined {
  const { mapping } = options;
  if (mapping !== undefined) return checked(mapping, columns);
  if (isCrm(format)) return CRM_EXPORTS[format].mapping(options.zone ?? DEFAULT_ZONE);
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

function checked(mapping: Mapping, columns: readonly string[]): Mapping {
  const missing = [...columnsOf(mapping)].filter((column) => !columns.includes(column));
  if (missing.length === 0) return mapping;
  throw new InvalidMappingError(
    `The mapping names columns that the file does not have: ${missing.join(', ')}. Its columns are: ${columns.join(', ')}.`,
  );
}
