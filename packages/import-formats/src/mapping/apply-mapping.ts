import type { CsvCells } from '../csv/csv-records.js';
import {
  type ConvertedRecord,
  type ImportRow,
  Issues,
  type SourceRecord,
  withPlaces,
  withSingleLines,
} from '../record.js';
import type { TransformContext } from '../transforms/transform.js';
import { TRANSFORMS } from '../transforms/transforms.js';
import { columnsRead } from './columns-read.js';
import type { FieldSource, Mapping } from './mapping.js';
import { isNumberField } from './row-fields.js';

/** Converts a CSV record as a mapping says. All errors of the record are reported, each with its column. */
export function converted(record: SourceRecord, mapping: Mapping, decimal: ',' | '.'): ConvertedRecord {
  const { line, errors } = record;
  if (record.value === undefined) return { line, errors, warnings: [] };
  const cells = record.value as CsvCells;
  const link = linkOf(mapping, cells);
  // A record that was merged into another one is usually marked as deleted, and still an old number of a customer.
  const skipped =
    link === undefined && Object.entries(mapping.skip ?? {}).find(([column, text]) => isSame(cells[column], text));
  if (skipped) {
    return { line, columns: cells, errors: [], warnings: [], skipped: `${skipped[0]} is ${skipped[1]}` };
  }
  const issues = new Issues();
  issues.errors.push(...errors);
  const found = new RowBuilder();
  const context: TransformContext = { cell: (name) => cells[name], decimal };
  for (const [target, given] of Object.entries(mapping.fields)) {
    const source = typeof given === 'string' ? { from: given } : given;
    const text = textOf(source, cells);
    const column = columnsRead(source, cells).join(' + ');
    if (text !== undefined) found.set(target, convertedValue({ target, source, text, column }, context, issues), true);
    else if (source.constant !== undefined) found.set(target, source.constant, false);
    else if (source.default !== undefined) found.set(target, source.default, false);
  }
  return {
    line,
    row: found.row(),
    columns: cells,
    errors: issues.errors,
    warnings: issues.warnings,
    ...(link !== undefined && { link }),
  };
}

/** A spreadsheet that opens and saves an export writes `true` as `TRUE`. */
function isSame(cell: string | undefined, text: string): boolean {
  return cell?.trim().toLowerCase() === text.toLowerCase();
}

function linkOf({ key, mergedInto }: Mapping, cells: CsvCells): { key: string; into: string } | undefined {
  if (key === undefined || mergedInto === undefined) return undefined;
  const into = cells[mergedInto]?.trim() ?? '';
  return into === '' ? undefined : { key: cells[key]?.trim() ?? '', into };
}

function textOf(source: FieldSource, cells: CsvCells): string | undefined {
  const columns = columnsRead(source, cells);
  return columns.length === 0 ? undefined : columns.map((column) => cells[column]?.trim()).join(source.join);
}

interface FieldToConvert {
  readonly target: string;
  readonly source: FieldSource;
  readonly text: string;
  readonly column: string;
}

/** The mark of a number that is a text in a spreadsheet. Many exports have it. */
const TEXT_MARK = /^'(?=[\d+(])/;

function convertedValue(field: FieldToConvert, context: TransformContext, issues: Issues): unknown {
  const { target, source, text, column } = field;
  const transform = source.transform ?? (isNumberField(target) ? 'integer' : undefined);
  if (transform === undefined) return text;
  const result = TRANSFORMS[transform](text.replace(TEXT_MARK, ''), source, context);
  if ('value' in result) return result.value;
  issues.refuse(column, result.problem, target);
  return undefined;
}

/** Collects the fields of a row. An item of a list exists when at least one of its fields comes from the file. */
class RowBuilder {
  readonly #fields: ImportRow = {};
  readonly #items = new Map<string, { fields: ImportRow; isFilled: boolean }>();
  readonly #preferences: { preferenceCode: string; preferenceValue: string }[] = [];

  set(target: string, value: unknown, isFromFile: boolean): void {
    const [name = '', index, field] = target.split('.');
    if (index === undefined) this.#fields[name] = value;
    else if (name === 'preferences' && field === undefined) this.#preference(index, value);
    else if (field !== undefined) this.#item(`${name}.${index}`, { [field]: value }, isFromFile);
  }

  #preference(preferenceCode: string, value: unknown): void {
    if (value !== undefined) this.#preferences.push({ preferenceCode, preferenceValue: String(value) });
  }

  #item(key: string, fields: ImportRow, isFromFile: boolean): void {
    const known = this.#items.get(key) ?? { fields: {}, isFilled: false };
    Object.assign(known.fields, fields);
    known.isFilled ||= isFromFile;
    this.#items.set(key, known);
  }

  row(): ImportRow {
    const lists: Record<string, ImportRow[]> = {};
    for (const [key, { fields, isFilled }] of this.#items) {
      const name = key.slice(0, key.indexOf('.'));
      if (!isFilled) continue;
      const items = name === 'postalAddresses' ? withPlaces([withSingleLines(fields)]) : [fields];
      if (items.length > 0) lists[name] = [...(lists[name] ?? []), ...items];
    }
    const preferences = this.#preferences.length > 0 ? { preferences: this.#preferences } : {};
    return { ...this.#fields, ...lists, ...preferences };
  }
}
