import { useTranslation } from 'react-i18next';
import '../components/status-badge.css';

interface HealthBadgeProps {
  readonly isHealthy: boolean;
  /** The failed checks, in the words of the app. */
  readonly reason?: string;
}

/** Whether something works. */
export function HealthBadge({ isHealthy, reason }: HealthBadgeProps) {
  const { t } = useTranslation('admin');
  if (isHealthy) return <span className="badge badge-success">{t('system.ok')}</span>;
  return <span className="badge badge-danger">{reason ?? t('system.notReady')}</span>;
}
