import { z } from 'zod';
import { optionalNotNull } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { pageCursor } from '../../page-cursor.js';
import { Permission } from '../../permissions.js';
import { DELIVERY_STATES, deliveryResponse, webhookId } from '../../schemas/webhook.js';
import { choice } from '../../text-field.js';

export const listDeliveries = defineOperation({
  slug: 'list-deliveries',
  kind: 'query',
  rest: { method: 'GET', path: '/webhooks/{webhookId}/deliveries' },
  permission: Permission.Admin,
  errors: [617],
  tag: 'Webhooks',
  summary: 'Find all deliveries of webhook',
  description: 'The deliveries of a webhook, the latest event first, with their attempts. They are kept for 30 days.',
  example: ({ webhook }) => webhook,
  input: z.strictObject({
    webhookId: webhookId(),
    state: optionalNotNull(choice(DELIVERY_STATES)).meta({
      examples: ['parked'],
      description: 'Only deliveries in this state.',
    }),
    perPage: z
      .int()
      .min(1)
      .max(1_000)
      .default(100)
      .meta({ examples: [100], description: 'Number of deliveries on a page.' }),
    cursor: pageCursor(),
  }),
  output: z
    .object({
      items: z.array(deliveryResponse).meta({ description: 'The deliveries of this page.' }),
      nextCursor: z
        .string()
        .optional()
        .meta({
          examples: ['WyIwMTlhMmY0Yi02YzAwLTdjYzMtOThjNC1kYzBjMGMwNzM5OGYiXQ'],
          description: 'Absent on the last page.',
        }),
    })
    .meta({ id: 'WebhookDeliveryPage' }),
});
