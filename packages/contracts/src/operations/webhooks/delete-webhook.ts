import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { webhookId } from '../../schemas/webhook.js';

export const deleteWebhook = defineOperation({
  slug: 'delete-webhook',
  kind: 'mutation',
  rest: { method: 'DELETE', path: '/webhooks/{webhookId}', success: 204 },
  permission: Permission.Admin,
  errors: [617],
  tag: 'Webhooks',
  summary: 'Delete webhook',
  description: 'Deletes a webhook with its secret and its deliveries. What was not delivered is dropped.',
  example: ({ webhook }) => webhook,
  input: z.strictObject({ webhookId: webhookId() }),
  output: z.void(),
});
