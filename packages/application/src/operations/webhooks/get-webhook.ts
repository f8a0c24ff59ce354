import { OPERATIONS } from '@profiles/contracts';
import { visibleWebhook } from '../../loading/visible-webhook.js';
import { query } from '../../pipeline/use-case.js';

export const getWebhook = query(OPERATIONS.webhooks.get, async (input, context) => ({
  value: await visibleWebhook(context, input.webhookId),
}));
