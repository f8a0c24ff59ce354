import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { deliveryResponse, webhookId } from '../../schemas/webhook.js';

export const testWebhook = defineOperation({
  slug: 'test-webhook',
  kind: 'mutation',
  rest: { method: 'POST', path: '/webhooks/{webhookId}/test' },
  permission: Permission.Admin,
  errors: [409, 617],
  tag: 'Webhooks',
  summary: 'Test webhook',
  description:
    'Sends a signed event of the type `webhook.test.v1` to the URL, on the way of all other deliveries. It is tried once. list-deliveries shows the result under the returned eventId. A paused webhook is refused (409).',
  example: ({ webhook }) => webhook,
  input: z.strictObject({ webhookId: webhookId() }),
  output: deliveryResponse,
});
