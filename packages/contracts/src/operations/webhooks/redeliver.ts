import { z } from 'zod';
import { optionalNotNull } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { deliveredEventId, deliveryResponse, webhookId } from '../../schemas/webhook.js';

export const redeliver = defineOperation({
  slug: 'redeliver',
  kind: 'mutation',
  rest: { method: 'POST', path: '/webhooks/{webhookId}/deliveries/{eventId}/redeliver' },
  permission: Permission.Admin,
  errors: [617],
  tag: 'Webhooks',
  summary: 'Redeliver event',
  description:
    'Sends an event again, whether it was delivered or parked, with new attempts. With `untilEventId`, all deliveries of the webhook from the one event to the other are sent again, at most 100 in a call: `redelivered` is their number, and `nextEventId` where the next call begins.',
  example: ({ delivery }) => delivery,
  input: z.strictObject({
    webhookId: webhookId(),
    eventId: deliveredEventId(),
    untilEventId: optionalNotNull(deliveredEventId()).meta({
      examples: ['019a2f4b-6c00-7cc3-98c4-dc0c0c07398f'],
      description: 'The last event of a range. It need not have a delivery.',
    }),
  }),
  output: deliveryResponse
    .extend({
      redelivered: z
        .int()
        .optional()
        .meta({ examples: [100], description: 'Number of deliveries of the range in this call.' }),
      nextEventId: z
        .string()
        .optional()
        .meta({
          examples: ['019a2f4b-6c00-7cc3-98c4-dc0c0c07398f'],
          description: 'The first event of the range that is left.',
        }),
    })
    .meta({ id: 'Redelivery' }),
});
