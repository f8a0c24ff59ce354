import { stringify } from 'yaml';
import { FULL_NAMES, foldedColumn, KNOWN_COLUMNS } from './column-names.js';
import { columnsOf, type FieldSource, type Mapping } from './mapping.js';
import { isNumberField, isRowField } from './row-fields.js';

/** A proposed mapping and the columns for which none was found. */
export interface SuggestedMapping {
  readonly mapping: Mapping;
  readonly unmapped: readonly string[];
}

/**
 * Proposes a mapping from the column names of a file, in Norwegian and English. Columns that are named as fields of the API
 * are taken as they are.
 */
export function suggestMapping(columns: readonly string[]): SuggestedMapping {
  const fields: Record<string, string | FieldSource> = {};
  const taken = new Set<string>();
  const take = (target: string, column: string, source?: Omit<FieldSource, 'from'>) => {
    fields[target] = source === undefined ? column : { from: column, ...source };
    taken.add(column);
  };
  for (const column of columns) {
    if (isRowField(column)) take(column, column, isNumberField(column) ? { transform: 'integer' } : undefined);
  }
  for (const { target, names, source } of KNOWN_COLUMNS) {
    if (fields[target] !== undefined) continue;
    const column = columnNamed(names, columns, taken);
    if (column !== undefined) take(target, column, source);
  }
  const fullName = columnNamed(FULL_NAMES, columns, taken);
  if (fullName !== undefined && fields['firstName'] === undefined && fields['surname'] === undefined) {
    take('firstName', fullName, { transform: 'first-name' });
    take('surname', fullName, { transform: 'surname' });
  }
  completeAddress(fields);
  return { mapping: { fields }, unmapped: columns.filter((column) => column !== '' && !taken.has(column)) };
}

/** The part of a mapping whose columns a file has. */
export function limitedTo(
  columns: readonly string[],
  { fields, key, mergedInto, skip = {} }: Mapping,
): SuggestedMapping {
  const has = (column: string) => columns.includes(column);
  const known = (column: string | readonly string[] | undefined) => {
    const found = [column ?? []].flat().filter(has);
    return found.length > 1 ? found : found[0];
  };
  const kept = Object.entries(fields).flatMap(([target, given]): [string, string | FieldSource][] => {
    const { from, countryFrom, ...source } = typeof given === 'string' ? { from: given } : given;
    const [own, country] = [known(from), known(countryFrom)];
    if (from !== undefined && own === undefined) return [];
    return [
      [
        target,
        { ...(own !== undefined && { from: own }), ...source, ...(country !== undefined && { countryFrom: country }) },
      ],
    ];
  });
  const skipped = Object.entries(skip).filter(([column]) => has(column));
  const mapping: Mapping = {
    ...(key !== undefined && mergedInto !== undefined && has(key) && has(mergedInto) && { key, mergedInto }),
    ...(skipped.length > 0 && { skip: Object.fromEntries(skipped) }),
    fields: Object.fromEntries(kept),
  };
  const used = columnsOf(mapping);
  return { mapping, unmapped: columns.filter((column) => column !== '' && !used.has(column)) };
}

function columnNamed(names: string, columns: readonly string[], taken: ReadonlySet<string>): string | undefined {
  for (const name of names.split('|')) {
    const column = columns.find((one) => !taken.has(one) && foldedColumn(one) === name);
    if (column !== undefined) return column;
  }
  return undefined;
}

/** An address needs a type, and its post code the country of its row. */
export function completeAddress(fields: Record<string, string | FieldSource>): void {
  const prefix = 'postalAddresses.0.';
  if (!Object.keys(fields).some((target) => target.startsWith(prefix))) return;
  fields[`${prefix}typeOfAddress`] ??= { constant: 'P' };
  const country = fields[`${prefix}countryCode`];
  const postCode = fields[`${prefix}postCode`];
  if (typeof country === 'object' && typeof country.from === 'string' && typeof postCode === 'object') {
    postCode.countryFrom = country.from;
  }
}

/** A mapping as a file, with the columns that it leaves out as comments. */
export function mappingFile({ mapping, unmapped }: SuggestedMapping): string {
  const head = '# yaml-language-server: $schema=mapping.schema.json\n';
  const rest =
    unmapped.length === 0
      ? ''
      : `# Columns that are not imported:\n${unmapped.map((name) => `#   ${name}\n`).join('')}`;
  return `${head}${stringify(mapping)}${rest}`;
}
