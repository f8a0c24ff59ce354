import { useTranslation } from 'react-i18next';
import { useDates } from '../i18n/use-dates';
import { operationName } from './operation-name';
import { useLiveUpdates } from './use-live-updates';

/** Says that the customer has been changed while the page was open, by this employee or elsewhere. */
export function LiveStatus({ customerNumber }: { readonly customerNumber: number }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const update = useLiveUpdates(customerNumber);
  return (
    <p role="status" className={update === undefined ? 'visually-hidden' : 'muted'}>
      {update !== undefined &&
        t('profile.updated', { operation: operationName(update.operation, t), date: instant(update.time) })}
    </p>
  );
}
