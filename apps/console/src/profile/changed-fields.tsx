import type { ProfileChange } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { fieldName } from './operation-name';

/** The changed fields of one change, from what to what. */
export function ChangedFields({ fields }: { readonly fields: ProfileChange['fields'] }) {
  const { t } = useTranslation();
  return (
    <ul className="changed-fields">
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          {fieldName(field, t)}:{' '}
          {before !== undefined && (
            <>
              <span className="visually-hidden">{t('timeline.from')} </span>
              <del>{textOf(before)}</del>
              <span aria-hidden> → </span>
            </>
          )}
          <span className="visually-hidden">{t('timeline.to')} </span>
          <ins>{after === undefined ? t('timeline.removed') : textOf(after)}</ins>
        </li>
      ))}
    </ul>
  );
}

/** A value as text. An entry of a list is shown by its members, without ids and times of its own. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([name, member]) => !/^(id|changedAt|createdAt|version|customerNumber)$/.test(name) && member != null)
    .map(([, member]) => textOf(member))
    .join(', ');
}
