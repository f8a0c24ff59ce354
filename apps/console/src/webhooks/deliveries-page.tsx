import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterChoice } from '../components/filter-choice';
import { Panel } from '../components/panel';
import { QueryState } from '../components/query-state';
import { ShowMore } from '../components/show-more';
import { VirtualList } from '../components/virtual-list';
import { DeliveryItem } from './delivery-item';
import { type DeliveryState, useDeliveries } from './use-deliveries';
import { useWebhooks, webhookTitle } from './use-webhooks';
import '../components/list-panel.css';
import './webhooks.css';

const STATES = ['pending', 'failing', 'delivered', 'parked'] as const satisfies readonly DeliveryState[];

/** The deliveries of one webhook with the answer of the receiver. */
export function DeliveriesPage() {
  const { t } = useTranslation('admin');
  const { webhookId = '' } = useParams({ strict: false });
  const [state, setState] = useState<DeliveryState>();
  const { data: webhooks } = useWebhooks();
  const query = useDeliveries(webhookId, state);
  const { data } = query;
  const webhook = webhooks?.find(({ id }) => id === webhookId);
  const deliveries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <p>
        <Link to="/admin/webhooks">{t('deliveries.back')}</Link>
      </p>
      <h1>{t('deliveries.title', { name: webhook === undefined ? webhookId : webhookTitle(webhook) })}</h1>
      <div className="delivery-filter">
        <FilterChoice
          label={t('deliveries.state')}
          allLabel={t('deliveries.all')}
          options={STATES}
          labelOf={(id) => t(`deliveries.states.${id}`)}
          value={state}
          onChange={setState}
        />
      </div>
      <QueryState query={query} />
      {data !== undefined && (
        <Panel title={t('deliveries.list')}>
          {deliveries.length === 0 && <p className="muted">{t('deliveries.none')}</p>}
          <VirtualList items={deliveries} keyOf={({ eventId }) => eventId} height={90} className="list">
            {(delivery) => <DeliveryItem webhookId={webhookId} delivery={delivery} />}
          </VirtualList>
          <ShowMore query={query} />
        </Panel>
      )}
    </>
  );
}
