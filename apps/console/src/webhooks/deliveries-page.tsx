import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Choice } from '../components/choice';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { DeliveryItem } from './delivery-item';
import { type DeliveryState, useDeliveries } from './use-deliveries';
import { useWebhooks, webhookTitle } from './use-webhooks';
import '../components/list-panel.css';
import './webhooks.css';

const STATES = ['pending', 'failing', 'delivered', 'parked'] as const satisfies readonly DeliveryState[];
const ALL = 'all';

/** The deliveries of one webhook with the answer of the receiver. */
export function DeliveriesPage() {
  const { t } = useTranslation(['admin', 'translation']);
  const { webhookId = '' } = useParams({ strict: false });
  const [state, setState] = useState<DeliveryState>();
  const { data: webhooks } = useWebhooks();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(webhookId, state);
  const webhook = webhooks?.find(({ id }) => id === webhookId);
  const deliveries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <p>
        <Link to="/admin/webhooks">{t('deliveries.back')}</Link>
      </p>
      <h1>{t('deliveries.title', { name: webhook === undefined ? webhookId : webhookTitle(webhook) })}</h1>
      <div className="delivery-filter">
        <Choice
          label={t('deliveries.state')}
          options={[
            { id: ALL, label: t('deliveries.all') },
            ...STATES.map((id) => ({ id, label: t(`deliveries.states.${id}`) })),
          ]}
          value={state ?? ALL}
          onChange={(id) => setState(STATES.find((known) => known === id))}
        />
      </div>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <p role="status">{t('translation:app.loading')}</p>}
      {data !== undefined && (
        <Panel title={t('deliveries.list')}>
          {deliveries.length === 0 && <p className="muted">{t('deliveries.none')}</p>}
          <ul className="list">
            {deliveries.map((delivery) => (
              <DeliveryItem key={delivery.eventId} webhookId={webhookId} delivery={delivery} />
            ))}
          </ul>
          {hasNextPage && (
            <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
              {t('translation:action.showMore')}
            </Button>
          )}
        </Panel>
      )}
    </>
  );
}
