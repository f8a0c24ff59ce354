import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { ConsoleDialog } from '../components/dialog';
import { useDates } from '../i18n/use-dates';
import { EDITABLE_ROWS, type EditableName } from './master-fields';
import { CUSTOMERS_KEY } from './use-customer';
import { useFieldText } from './use-field-text';
import type { Conflict } from './use-patch';
import '../components/table.css';

interface ConflictDialogProps {
  readonly conflict: Conflict;
  /** Leaves the customer as it is saved. */
  readonly onKeep: () => void;
  /** Saves the draft on top of what is saved. */
  readonly onOverwrite: () => void;
}

/** Both versions side by side, after another person has changed the customer during an edit. */
export function ConflictDialog({ conflict, onKeep, onOverwrite }: ConflictDialogProps) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const textOf = useFieldText();
  const queries = useQueryClient();
  const { draft, before, current } = conflict;
  const { customer } = current;
  const rows = EDITABLE_ROWS.flatMap(({ names }) => names).filter(
    (name) => name in draft || before[name] !== customer[name],
  );
  const shown = (name: EditableName, value: string | null | undefined) => (value ? textOf(name, value) : '–');
  const keep = () => {
    void queries.invalidateQueries({ queryKey: CUSTOMERS_KEY });
    onKeep();
  };
  return (
    <ConsoleDialog isOpen isWide title={t('conflict.title')} onClose={keep}>
      <p>
        {t('conflict.text', {
          by: customer.changedBy,
          channel: customer.changedByChannel,
          date: instant(customer.changedAt),
        })}
      </p>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.before')}</th>
              <th scope="col">{t('conflict.saved')}</th>
              <th scope="col">{t('conflict.yours')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((name) => (
              <tr key={name}>
                <th scope="row">{t(`field.${name}`)}</th>
                <td>{shown(name, before[name])}</td>
                <td>
                  {before[name] === customer[name] ? (
                    shown(name, customer[name])
                  ) : (
                    <mark>{shown(name, customer[name])}</mark>
                  )}
                </td>
                <td>{name in draft ? <strong>{shown(name, draft[name])}</strong> : t('conflict.untouched')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="dialog-actions">
        <Button onPress={keep}>{t('conflict.keep')}</Button>
        <Button variant="primary" onPress={onOverwrite}>
          {t('conflict.overwrite')}
        </Button>
      </div>
    </ConsoleDialog>
  );
}
