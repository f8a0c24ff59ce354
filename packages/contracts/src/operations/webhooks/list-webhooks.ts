import { z } from 'zod';
import { organisationId } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { webhookResponse } from '../../schemas/webhook.js';

export const listWebhooks = defineOperation({
  slug: 'list-webhooks',
  kind: 'query',
  rest: { method: 'GET', path: '/webhooks' },
  permission: Permission.Admin,
  errors: [],
  tag: 'Webhooks',
  summary: 'Find all webhooks',
  description: 'The webhooks of the organisation, paused ones included, the oldest first. Secrets are not shown.',
  example: ({ organisationId }) => ({ organisationId }),
  input: z.strictObject({ organisationId: organisationId().optional() }),
  output: z.array(webhookResponse),
});
