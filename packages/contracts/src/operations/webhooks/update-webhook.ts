import { z } from 'zod';
import { optional, optionalNotNull } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { webhookId, webhookName, webhookUrl, webhookWithSecretResponse } from '../../schemas/webhook.js';

export const updateWebhook = defineOperation({
  slug: 'update-webhook',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/webhooks/{webhookId}' },
  permission: Permission.Admin,
  errors: [617],
  tag: 'Webhooks',
  summary: 'Update webhook',
  description:
    'Changes a webhook; an absent field is left as it is. `isActive: false` pauses it: events wait, for up to 30 days. `rotateSecret: true` makes a new secret, which the response shows, once. Deliveries are signed with both secrets until the old one ends, a day later.',
  example: ({ webhook }) => ({ ...webhook, name: 'CRM', isActive: true }),
  input: z.strictObject({
    webhookId: webhookId(),
    url: optionalNotNull(webhookUrl()),
    name: optional(webhookName()),
    isActive: z
      .boolean()
      .optional()
      .meta({ examples: [true], description: 'False pauses it, true ends the pause.' }),
    rotateSecret: z
      .boolean()
      .optional()
      .meta({ examples: [false], description: 'True makes a new secret.' }),
  }),
  output: webhookWithSecretResponse,
});
