import type { ColumnTargets } from '@profiles/import-formats/csv';
import { useTranslation } from 'react-i18next';
import { Choice } from '../components/choice';
import type { CsvReading } from './file-row';
import '../components/table.css';

interface ColumnMappingProps {
  readonly reading: CsvReading;
  /** The fields that a column can become. */
  readonly targets: readonly string[];
  readonly onChange: (targets: ColumnTargets) => void;
}

const NONE = 'none';

/** The columns of a CSV file, and the field of a customer that each becomes. */
export function ColumnMapping({ reading: { form, targets }, targets: offered, onChange }: ColumnMappingProps) {
  const { t } = useTranslation('admin');
  const columns = form.columns.filter((column) => column !== '' && !column.startsWith('_'));
  const nameOf = (target: string) =>
    t(`imports.targets.${target.replaceAll('.', '_')}` as 'imports.targets.email', target);
  // A column that is named as a field of the service can be one that is not offered to others.
  const all = [...new Set([...offered, ...Object.values(targets)])];
  const options = [{ id: NONE, label: t('imports.notImported') }, ...all.map((id) => ({ id, label: nameOf(id) }))];
  const choose = (column: string, target: string) => {
    const others = Object.entries(targets).filter(([name, taken]) => name !== column && taken !== target);
    onChange(Object.fromEntries(target === NONE ? others : [...others, [column, target]]));
  };
  return (
    <fieldset className="column-mapping">
      <legend>{t('imports.columns')}</legend>
      <p className="muted">{t('imports.columnsHelp')}</p>
      <div className="form-fields">
        {columns.map((column) => (
          <Choice
            key={column}
            label={column}
            options={options}
            value={targets[column] ?? NONE}
            onChange={(target) => choose(column, target)}
          />
        ))}
      </div>
    </fieldset>
  );
}
