import type { WebhookDelivery } from '@profiles/client';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Failure } from '../components/failure';
import { useDates } from '../i18n/use-dates';
import { useSession } from '../session/session-context';
import { timeOfEvent } from './event-time';
import { useRedeliver } from './use-redeliver';
import '../components/status-badge.css';

interface DeliveryItemProps {
  readonly webhookId: string;
  readonly delivery: WebhookDelivery;
}

const TONES = { pending: '', failing: 'badge-warning', delivered: 'badge-success', parked: 'badge-danger' } as const;

/** One delivery: the answer of the receiver, and what happens next. */
export function DeliveryItem({ webhookId, delivery }: DeliveryItemProps) {
  const { t } = useTranslation('admin');
  const { instant } = useDates();
  const { may } = useSession();
  const redeliver = useRedeliver(webhookId);
  const { eventId, customerNumber, state, attempts, nextAttemptAt } = delivery;
  const time = timeOfEvent(eventId);
  const facts = [
    time !== undefined && instant(time),
    t('deliveries.attempts', { count: attempts }),
    nextAttemptAt !== undefined && t('deliveries.next', { date: instant(nextAttemptAt) }),
  ].filter(Boolean);
  const about = customerNumber === 0 ? t('deliveries.test') : t('deliveries.customer', { number: customerNumber });
  return (
    <>
      <div className="list-main">
        {customerNumber === 0 ? (
          <strong>{about}</strong>
        ) : (
          <Link to="/customers/$customerNumber" params={{ customerNumber: String(customerNumber) }} className="number">
            {about}
          </Link>
        )}{' '}
        <span className={`badge ${TONES[state]}`}>{t(`deliveries.states.${state}`)}</span>
        <div>{answerOf(delivery, t)}</div>
        <div className="muted number">{facts.join(' · ')}</div>
      </div>
      {may('webhooks.redeliver') && state !== 'pending' && (
        <div className="list-actions">
          <Button
            variant="quiet"
            isDisabled={redeliver.isPending}
            aria-label={`${t('deliveries.redeliver')}: ${about}, ${facts[0]}`}
            onPress={() => redeliver.mutate(eventId)}
          >
            {t('deliveries.redeliver')}
          </Button>
        </div>
      )}
      {redeliver.error !== null && <Failure error={redeliver.error} isWrite />}
    </>
  );
}

/** The response of the receiver to the last attempt. */
function answerOf({ status, error, attempts }: WebhookDelivery, t: ReturnType<typeof useTranslation<'admin'>>['t']) {
  if (status !== undefined) return t('deliveries.answer', { status });
  if (error !== undefined) return t('deliveries.noAnswer', { reason: error });
  return attempts === 0 ? t('deliveries.notTried') : '';
}
