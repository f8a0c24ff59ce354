import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '../components/panel';
import { QueryState } from '../components/query-state';
import { webhookTitle } from '../webhooks/use-webhooks';
import { useBacklog, WAITING_STATES } from './use-system';
import '../components/table.css';

/** The deliveries of webhooks that are not done. */
export function BacklogPanel() {
  const { t } = useTranslation('admin');
  const query = useBacklog();
  const { data, error } = query;
  return (
    <Panel title={t('system.backlog')}>
      <QueryState query={query} />
      {data?.length === 0 && <p className="muted">{t('system.noWebhooks')}</p>}
      {error === null && data !== undefined && data.length > 0 && (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('system.webhook')}</th>
                {WAITING_STATES.map((state) => (
                  <th key={state} scope="col">
                    {t(`deliveries.states.${state}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.map(({ webhook, counts }) => (
                <tr key={webhook.id}>
                  <th scope="row">
                    <Link to="/admin/webhooks/$webhookId" params={{ webhookId: webhook.id }}>
                      {webhookTitle(webhook)}
                    </Link>
                  </th>
                  {WAITING_STATES.map((state) => (
                    <td key={state} className="number">
                      {counts[state].count}
                      {!counts[state].isAll && '+'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
