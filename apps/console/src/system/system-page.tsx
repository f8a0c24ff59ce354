import { useTranslation } from 'react-i18next';
import { useServiceUrl } from '../service/service-context';
import { AppPanel } from './app-panel';
import { BacklogPanel } from './backlog-panel';
import { EventsPanel } from './events-panel';
import './system-page.css';

/** The health of the system, as far as this token may see it. */
export function SystemPage() {
  const { t } = useTranslation('admin');
  const serviceUrl = useServiceUrl();
  return (
    <>
      <h1>{t('system.title')}</h1>
      <p className="muted">{t('system.text')}</p>
      <div className="system-panels">
        <AppPanel title={t('system.service')} origin={serviceUrl} />
        <AppPanel title={t('system.console')} origin={location.origin} />
        <EventsPanel />
        <BacklogPanel />
      </div>
    </>
  );
}
