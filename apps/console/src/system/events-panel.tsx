import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { HealthBadge } from './health-badge';
import { useEventsAvailable } from './use-system';

/** Whether events are available, and what the page cannot tell about them. */
export function EventsPanel() {
  const { t } = useTranslation('admin');
  const { data, error, refetch } = useEventsAvailable();
  return (
    <Panel title={t('system.events')} actions={data !== undefined && <HealthBadge isHealthy={data} />}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <p>{data === false ? t('system.noEvents') : t('system.eventsText')}</p>
      <p className="muted">{t('system.publisher')}</p>
    </Panel>
  );
}
