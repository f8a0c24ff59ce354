import type { WebhookWithSecret } from '@profiles/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure';
import { ListPanel } from '../components/list-panel';
import { useSession } from '../session/session-context';
import { NewSecret } from './new-secret';
import { useWebhooks } from './use-webhooks';
import { WebhookForm } from './webhook-form';
import { WebhookItem } from './webhook-item';

/** The webhooks of the organisation, and what can be done with each. */
export function WebhooksPage() {
  const { t } = useTranslation(['admin', 'translation']);
  const { may } = useSession();
  const { data, error, refetch } = useWebhooks();
  const [issued, setIssued] = useState<WebhookWithSecret>();
  return (
    <>
      <h1>{t('webhooks.title')}</h1>
      <p className="muted">{t('webhooks.text')}</p>
      <div role="status">
        {issued !== undefined && <NewSecret webhook={issued} onClose={() => setIssued(undefined)} />}
        {data === undefined && error === null && t('translation:app.loading')}
      </div>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <ListPanel
          title={t('webhooks.list')}
          addLabel={t('webhooks.add')}
          canAdd={may('webhooks.create')}
          form={(onClose) => <WebhookForm onSecret={setIssued} onClose={onClose} />}
        >
          {data.map((webhook) => (
            <WebhookItem key={webhook.id} webhook={webhook} onSecret={setIssued} />
          ))}
        </ListPanel>
      )}
    </>
  );
}
