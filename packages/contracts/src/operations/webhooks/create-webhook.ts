import { z } from 'zod';
import { optionalNotNull, organisationId } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { webhookName, webhookUrl, webhookWithSecretResponse } from '../../schemas/webhook.js';

export const createWebhook = defineOperation({
  slug: 'create-webhook',
  kind: 'mutation',
  rest: { method: 'POST', path: '/webhooks' },
  permission: Permission.Admin,
  errors: [629],
  tag: 'Webhooks',
  summary: 'Create webhook',
  description:
    'From now on the events of all customers of the organisation are sent to the URL, at least once and in order per customer, signed as in Standard Webhooks. The response shows the secret, once. At most 20 webhooks of an organisation exist at a time (629).',
  example: () => ({ url: 'https://example.no/customer-events', name: 'CRM' }),
  input: z.strictObject({
    url: webhookUrl(),
    name: optionalNotNull(webhookName()),
    isActive: z
      .boolean()
      .default(true)
      .meta({ examples: [true], description: 'False creates it paused.' }),
    organisationId: organisationId().optional(),
  }),
  output: webhookWithSecretResponse,
});
