import { useTranslation } from 'react-i18next';
import { Message } from '../components/message';
import { Panel } from '../components/panel';
import { enAdmin } from '../i18n/en-admin';
import { isKeyOf } from '../i18n/is-key-of';
import { HealthBadge } from './health-badge';
import { useApp } from './use-system';
import '../components/list-panel.css';

interface AppPanelProps {
  readonly title: string;
  /** Where the browser reaches the app. */
  readonly origin: string;
}

/** The health and the version of one app, as far as the network lets the browser ask. */
export function AppPanel({ title, origin }: AppPanelProps) {
  const { t } = useTranslation(['admin', 'translation']);
  const { data, error } = useApp(origin);
  // Its last response is no longer true once it does not respond.
  const { readiness, build } = (error === null ? data : undefined) ?? {};
  return (
    <Panel title={title} actions={readiness && <HealthBadge isHealthy={readiness.isReady} />}>
      <div role="status">
        {data === undefined && error === null && t('translation:app.loading')}
        {error !== null && <Message title={t('system.unreachable')} tone="danger" level={3} />}
        {data !== undefined && error === null && readiness === undefined && (
          <p className="muted">{t('system.hidden')}</p>
        )}
      </div>
      <ul className="list">
        {Object.entries(readiness?.checks ?? {}).map(([name, outcome]) => (
          <li key={name}>
            <span className="list-main">
              {isKeyOf(enAdmin.system.checks, name) ? t(`system.checks.${name}`) : name}
            </span>
            <HealthBadge isHealthy={outcome === 'ok'} reason={outcome} />
          </li>
        ))}
        {build !== undefined && (
          <li>
            <span className="list-main">{t('system.version')}</span>
            <span className="number">
              {build.version}
              {build.revision !== 'unknown' && ` (${build.revision})`}
            </span>
          </li>
        )}
      </ul>
    </Panel>
  );
}
