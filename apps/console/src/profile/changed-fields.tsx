import type { ProfileChange } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { fieldName } from './operation-name';
import { useValueText } from './use-value-text';

/** Fields that say the same as the entry itself, or nothing to an employee. */
const LEFT_OUT =
  /^(uuid|customerNumber|organisationId|createdAt|createdBy|createdByChannel|changedAt|changedBy|changedByChannel)$/;

/** Whether an entry of the time line names this field. */
export function isShown(field: string): boolean {
  return !LEFT_OUT.test(field);
}

/** Of more fields than this the list is folded, as for a new customer. */
const MAX_SHOWN = 6;

/** The changed fields of one change, from what to what. */
export function ChangedFields({ fields }: { readonly fields: ProfileChange['fields'] }) {
  const { t } = useTranslation();
  const shown = fields.filter(({ field }) => isShown(field));
  const list = (
    <ul className="changed-fields">
      {shown.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a change never changes, and a list field can stand in it twice
        <ChangedField key={`${change.field}/${index}`} {...change} />
      ))}
    </ul>
  );
  if (shown.length <= MAX_SHOWN) return list;
  return (
    <details className="changed-fields">
      <summary>{t('timeline.fields', { count: shown.length })}</summary>
      {list}
    </details>
  );
}

function ChangedField({ field, before, after }: ProfileChange['fields'][number]) {
  const { t } = useTranslation();
  const { textOf } = useValueText();
  return (
    <li>
      {fieldName(field, t)}:{' '}
      {before !== undefined && (
        <>
          <span className="visually-hidden">{t('timeline.from')} </span>
          <del>{textOf(field, before)}</del>
          <span aria-hidden> → </span>
        </>
      )}
      <span className="visually-hidden">{t('timeline.to')} </span>
      <ins>{after === undefined ? t('timeline.removed') : textOf(field, after)}</ins>
    </li>
  );
}
