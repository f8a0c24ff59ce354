import type { CustomerResponse } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { FieldsForm } from '../components/fields-form';
import { ListPanel } from '../components/list-panel';
import { useDates } from '../i18n/use-dates';
import { useSession } from '../session/session-context';
import { useChange } from './use-change';

/** The notes about a customer, the latest first. */
export function Notes({ customer: { customerNumber, status, notes = [] } }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const { may } = useSession();
  const change = useChange();
  return (
    <ListPanel
      title={t('notes.title')}
      addLabel={t('notes.add')}
      canAdd={may('notes.add') && status !== 'D'}
      form={(onClose) => (
        <FieldsForm
          fields={[{ name: 'text', label: t('notes.text'), type: 'long', isRequired: true }]}
          onSave={({ text = '' }) => change((api, actor) => api.notes.add({ customerNumber, text }, actor))}
          onClose={onClose}
        />
      )}
    >
      {notes
        .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))
        .map(({ id, text, createdAt, createdBy }) => (
          <li key={id}>
            <div className="list-main">
              <p className="note-text">{text}</p>
              <p className="muted">{t('notes.by', { date: instant(createdAt), by: createdBy })}</p>
            </div>
          </li>
        ))}
    </ListPanel>
  );
}
