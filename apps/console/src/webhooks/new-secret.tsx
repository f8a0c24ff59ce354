import type { WebhookWithSecret } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { CopyButton } from '../components/copy-button';
import { Message } from '../components/message';
import { webhookTitle } from './use-webhooks';
import './webhooks.css';

interface NewSecretProps {
  readonly webhook: WebhookWithSecret;
  readonly onClose: () => void;
}

/** A secret that was just made. The service shows it this once. */
export function NewSecret({ webhook, onClose }: NewSecretProps) {
  const { t } = useTranslation('admin');
  const { secret } = webhook;
  if (secret === undefined) return null;
  return (
    <Message title={t('webhooks.secret', { name: webhookTitle(webhook) })} tone="success">
      <p>{t('webhooks.secretHelp')}</p>
      <p className="webhook-secret">
        <code>{secret}</code> <CopyButton label={t('webhooks.copySecret')} text={secret} />
      </p>
      <Button onPress={onClose}>{t('webhooks.secretDone')}</Button>
    </Message>
  );
}
