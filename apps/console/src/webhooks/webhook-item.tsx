import type { Webhook, WebhookWithSecret } from '@profiles/client';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../components/confirm-button';
import { EditButton } from '../components/edit-button';
import { useDates } from '../i18n/use-dates';
import { useWrite } from '../service/use-write';
import { useSession } from '../session/session-context';
import { TestButton } from './test-button';
import { WEBHOOKS_KEY, webhookTitle } from './use-webhooks';
import { WebhookForm } from './webhook-form';
import '../components/button.css';
import '../components/status-badge.css';

interface WebhookItemProps {
  readonly webhook: Webhook;
  /** Is called with a secret that was made. */
  readonly onSecret: (webhook: WebhookWithSecret) => void;
}

/** One webhook with its actions. */
export function WebhookItem({ webhook, onSecret }: WebhookItemProps) {
  const { t } = useTranslation(['admin', 'translation']);
  const { day } = useDates();
  const { may } = useSession();
  const write = useWrite(WEBHOOKS_KEY);
  const [isEditing, setIsEditing] = useState(false);
  const { id: webhookId, url, isActive, createdAt } = webhook;
  const name = webhookTitle(webhook);
  if (isEditing) {
    return (
      <li>
        <WebhookForm webhook={webhook} onClose={() => setIsEditing(false)} />
      </li>
    );
  }
  const setActive = (active: boolean) =>
    write((api, actor) => api.webhooks.update({ webhookId, isActive: active }, actor));
  const rotate = async () =>
    onSecret(await write((api, actor) => api.webhooks.update({ webhookId, rotateSecret: true }, actor)));
  return (
    <li>
      <div className="list-main">
        <strong>{name}</strong> {!isActive && <span className="badge badge-warning">{t('webhooks.paused')}</span>}
        <div className="muted">
          {[webhook.name !== undefined && url, t('webhooks.created', { date: day(createdAt) })]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <div className="list-actions">
        {may('webhooks.deliveries') && (
          <Link
            to="/admin/webhooks/$webhookId"
            params={{ webhookId }}
            className="button button-quiet"
            aria-label={`${t('webhooks.deliveries')}: ${name}`}
          >
            {t('webhooks.deliveries')}
          </Link>
        )}
        {isActive && may('webhooks.test') && <TestButton webhookId={webhookId} name={name} />}
        {may('webhooks.update') && (
          <>
            <ConfirmButton
              label={t(isActive ? 'webhooks.pause' : 'webhooks.resume')}
              of={name}
              title={t(isActive ? 'webhooks.pauseTitle' : 'webhooks.resumeTitle', { name })}
              text={t(isActive ? 'webhooks.pauseText' : 'webhooks.resumeText')}
              tone="primary"
              onConfirm={() => setActive(!isActive)}
            />
            <ConfirmButton
              label={t('webhooks.rotate')}
              of={name}
              title={t('webhooks.rotateTitle', { name })}
              text={t('webhooks.rotateText')}
              tone="primary"
              onConfirm={rotate}
            />
            <EditButton of={name} onPress={() => setIsEditing(true)} />
          </>
        )}
        {may('webhooks.delete') && (
          <ConfirmButton
            label={t('translation:action.remove')}
            of={name}
            icon={<Trash2 size={16} aria-hidden />}
            title={t('webhooks.removeTitle', { name })}
            text={t('webhooks.removeText')}
            onConfirm={() => write((api, actor) => api.webhooks.delete({ webhookId }, actor))}
          />
        )}
      </div>
    </li>
  );
}
