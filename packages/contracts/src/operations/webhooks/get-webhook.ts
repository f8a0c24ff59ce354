import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { webhookId, webhookResponse } from '../../schemas/webhook.js';

export const getWebhook = defineOperation({
  slug: 'get-webhook',
  kind: 'query',
  rest: { method: 'GET', path: '/webhooks/{webhookId}' },
  permission: Permission.Admin,
  errors: [617],
  tag: 'Webhooks',
  summary: 'Find webhook',
  description: 'One webhook of the organisation. Its secret is not shown.',
  example: ({ webhook }) => webhook,
  input: z.strictObject({ webhookId: webhookId() }),
  output: webhookResponse,
});
