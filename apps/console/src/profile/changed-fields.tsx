import type { ProfileChange } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { useDates } from '../i18n/use-dates';
import { cardOf } from './customer-texts';
import { fieldName } from './operation-name';

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
  const { instant } = useDates();
  return (
    <li>
      {fieldName(field, t)}:{' '}
      {before !== undefined && (
        <>
          <span className="visually-hidden">{t('timeline.from')} </span>
          <del>{textOf(before, instant)}</del>
          <span aria-hidden> → </span>
        </>
      )}
      <span className="visually-hidden">{t('timeline.to')} </span>
      <ins>{after === undefined ? t('timeline.removed') : textOf(after, instant)}</ins>
    </li>
  );
}

/** Members of a list's entry that only the service needs. */
const TECHNICAL =
  /^(id|changedAt|createdAt|createdBy|changedBy|version|customerNumber|organisationId|ecardNumber|ecardOperator)$/;

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A value as text. The entry of a list is shown by those of its members that an employee knows. */
export function textOf(value: unknown, instant: (text: string) => string): string {
  if (typeof value === 'string') return INSTANT.test(value) ? instant(value) : value;
  if (Array.isArray(value)) return value.map((each) => textOf(each, instant)).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([name, member]) => !TECHNICAL.test(name) && member != null)
    .map(([name, member]) => (name === 'ecardNumber16digits' ? cardOf(String(member)) : textOf(member, instant)))
    .join(', ');
}
