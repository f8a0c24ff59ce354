import type { CustomerChangedEvent } from '@profiles/client';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDates } from '../i18n/use-dates';
import { fieldName, operationName } from '../profile/operation-name';
import type { EventKind } from './event-filter';
import '../components/status-badge.css';

const TONES = {
  CREATE: 'badge-success',
  UPDATE: '',
  DELETE: 'badge-danger',
} as const satisfies Record<EventKind, string>;

/** One event. It names the changed fields and has no values. */
export function EventItem({ event: { time, data } }: { readonly event: CustomerChangedEvent }) {
  const { t } = useTranslation('admin');
  const { t: texts } = useTranslation();
  const { second } = useDates();
  const { eventType, customerNumber, relatedCustomerNumber, cause, changedFields, revision, correlationId } = data;
  return (
    <div className="list-main">
      <strong>{operationName(cause, texts)}</strong>{' '}
      <span className={`badge ${TONES[eventType]}`}>{t(`events.types.${eventType}`)}</span>{' '}
      <Link to="/customers/$customerNumber" params={{ customerNumber: String(customerNumber) }} className="number">
        {customerNumber}
      </Link>
      {relatedCustomerNumber !== undefined && (
        <span className="number"> {t('events.related', { number: relatedCustomerNumber })}</span>
      )}
      <div>{changedFields.map((name) => fieldName(name, texts)).join(', ')}</div>
      <div className="muted number">
        <time dateTime={time}>{second(time)}</time> · {t('events.revision', { revision })} · {correlationId}
      </div>
    </div>
  );
}
