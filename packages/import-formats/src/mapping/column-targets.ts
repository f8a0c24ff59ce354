import { KNOWN_COLUMNS } from './column-names.js';
import type { FieldSource, Mapping } from './mapping.js';
import { completeAddress, suggestMapping } from './suggest-mapping.js';

/** A full name, which becomes first name and surname. */
const FULL_NAME = 'fullName';

/** The choices for a column: the fields that columns are usually made of, by their names in a row. */
export const COLUMN_TARGETS: readonly string[] = [FULL_NAME, ...new Set(KNOWN_COLUMNS.map(({ target }) => target))];

/** The target of each column that is imported. */
export type ColumnTargets = Readonly<Record<string, string>>;

/** The targets that {@link suggestMapping} proposes for the columns of a file. */
export function suggestTargets(columns: readonly string[]): ColumnTargets {
  const targets: Record<string, string> = {};
  for (const [target, source] of Object.entries(suggestMapping(columns).mapping.fields)) {
    const [column] = [typeof source === 'string' ? source : (source.from ?? [])].flat();
    const isFullName = typeof source === 'object' && /^(first-name|surname)$/.test(source.transform ?? '');
    if (column !== undefined) targets[column] = isFullName ? FULL_NAME : target;
  }
  return targets;
}

/** The mapping for the chosen targets, each with the conversion that {@link suggestMapping} would propose for it. */
export function mappingOfTargets(targets: ColumnTargets): Mapping {
  const fields: Record<string, string | FieldSource> = {};
  for (const [column, target] of Object.entries(targets)) {
    if (target === FULL_NAME) {
      fields['firstName'] = { from: column, transform: 'first-name' };
      fields['surname'] = { from: column, transform: 'surname' };
      continue;
    }
    const source = KNOWN_COLUMNS.find((known) => known.target === target)?.source;
    fields[target] = source === undefined ? column : { from: column, ...source };
  }
  completeAddress(fields);
  return { fields };
}
