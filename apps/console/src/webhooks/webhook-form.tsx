import type { Webhook, WebhookWithSecret } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { FieldsForm } from '../components/fields-form';
import { useWrite } from '../service/use-write';
import { WEBHOOKS_KEY } from './use-webhooks';

interface WebhookFormProps {
  /** The webhook to change; a new one without. */
  readonly webhook?: Webhook;
  /** Is called with a new webhook and its secret. */
  readonly onSecret?: (webhook: WebhookWithSecret) => void;
  readonly onClose: () => void;
}

/** Makes or changes a webhook. */
export function WebhookForm({ webhook, onSecret, onClose }: WebhookFormProps) {
  const { t } = useTranslation('admin');
  const write = useWrite(WEBHOOKS_KEY);
  const save = async ({ url = '', name = '' }: Readonly<Record<string, string>>) => {
    if (webhook !== undefined) {
      const { id: webhookId } = webhook;
      await write((api, actor) => api.webhooks.update({ webhookId, url, name: name || null }, actor));
      return;
    }
    const input = { url, ...(name !== '' && { name }) };
    onSecret?.(await write((api, actor) => api.webhooks.create(input, actor)));
  };
  return (
    <FieldsForm
      fields={[
        { name: 'url', label: t('webhooks.url'), hint: t('webhooks.urlHint'), isRequired: true },
        { name: 'name', label: t('webhooks.name') },
      ]}
      initial={{ url: webhook?.url ?? '', name: webhook?.name ?? '' }}
      onSave={save}
      onClose={onClose}
    />
  );
}
