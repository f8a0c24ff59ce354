import { z } from 'zod';
import { CUSTOMER_CHANGED_TYPES, customerChangedEvent } from '../../events.js';
import { customerNumber, optionalNotNull, organisationId, text } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { choice } from '../../text-field.js';

/** A cursor has 36 characters. The rest is room for another form of it. */
export const MAX_CURSOR = 200;

/** The events that a caller asks for. */
export const eventSelection = {
  customerNumber: customerNumber()
    .optional()
    .meta({ examples: [1_000_000], description: 'Only events of this customer.' }),
  type: optionalNotNull(
    choice(CUSTOMER_CHANGED_TYPES).meta({
      examples: ['customer.updated.v1'],
      description: 'Only events of this type.',
    }),
  ),
  organisationId: organisationId()
    .optional()
    .meta({
      examples: [1],
      description: 'Another organisation needs the permission for all organisations. Default: that of the token.',
    }),
};

export const listEvents = defineOperation({
  slug: 'list-events',
  kind: 'query',
  rest: { method: 'GET', path: '/events' },
  permission: Permission.Read,
  errors: [630],
  tag: 'Events',
  summary: 'List events',
  description:
    'The changes of the organisation’s customers, in one order that never changes. Keep nextCursor and pass it as `after` in the next call: nothing is missed and nothing is repeated. Without `after` it begins at the oldest kept event; events are kept for at least 30 days. A call with `wait` responds as soon as there is an event. After a 410 (630) read the current state of the customers, then begin again without a cursor.',
  example: ({ organisationId }) => ({ organisationId, limit: 2 }),
  input: z.strictObject({
    after: optionalNotNull(
      text({ max: MAX_CURSOR }).meta({
        description: 'The nextCursor of the call before, or the id of an event of the stream.',
      }),
    ),
    limit: z
      .int()
      .min(1)
      .max(1000)
      .default(100)
      .meta({ examples: [2], description: 'Maximum number of events.' }),
    wait: z
      .int()
      .min(0)
      .max(30)
      .default(0)
      .meta({ examples: [0], description: 'Time to wait for an event when there is none, in seconds.' }),
    ...eventSelection,
  }),
  output: z
    .object({
      items: z.array(customerChangedEvent).meta({ description: 'The events, oldest first.' }),
      nextCursor: z.string().meta({ description: 'The position after these events. It is there on every page.' }),
    })
    .meta({ id: 'EventPage' }),
});
