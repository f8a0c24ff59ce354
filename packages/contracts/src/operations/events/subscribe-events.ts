import { z } from 'zod';
import { customerChangedEvent } from '../../events.js';
import { optionalNotNull, text } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { eventSelection, MAX_CURSOR } from './list-events.js';

export const subscribeEvents = defineOperation({
  slug: 'subscribe-events',
  kind: 'query',
  rest: { method: 'GET', path: '/events/stream' },
  permission: Permission.Read,
  errors: [630],
  tag: 'Events',
  summary: 'Subscribe to events',
  description:
    'The changes of the organisation’s customers as they happen, as server-sent events. The data of each is a CloudEvent, its id is a cursor. A client that reconnects with the last id as Last-Event-ID misses nothing and gets nothing twice. Without it the stream begins now. Comments keep an idle connection open. A client that does not read is disconnected, and resumes in the same way.',
  example: ({ organisationId }) => ({ organisationId }),
  input: z.strictObject({
    lastEventId: optionalNotNull(
      text({ max: MAX_CURSOR }).meta({
        description: 'The id of the last event that was received, where the header Last-Event-ID can’t be sent.',
      }),
    ),
    ...eventSelection,
  }),
  output: customerChangedEvent,
});
