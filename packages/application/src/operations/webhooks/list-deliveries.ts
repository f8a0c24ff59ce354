import { cursorFrom, OPERATIONS, partsOfCursor } from '@profiles/contracts';
import { visibleWebhook } from '../../loading/visible-webhook.js';
import { query } from '../../pipeline/use-case.js';
import { badCursor } from '../../responses/bad-cursor.js';

export const listDeliveries = query(OPERATIONS.webhooks.deliveries, async (input, context) => {
  const { perPage, state, cursor } = input;
  // Before the webhook is looked up: form comes before existence.
  const before = cursor === undefined ? undefined : eventAtCursor(cursor);
  const webhook = await visibleWebhook(context, input.webhookId);
  const found = await context.store.deliveriesOf(webhook, { limit: perPage + 1, state, before });
  const items = found.slice(0, perPage);
  const last = items.at(-1);
  return {
    value: {
      items,
      ...(found.length > perPage && last !== undefined && { nextCursor: cursorFrom([last.eventId]) }),
    },
  };
});

function eventAtCursor(cursor: string): string {
  const [eventId, ...rest] = partsOfCursor(cursor);
  if (typeof eventId === 'string' && rest.length === 0) return eventId;
  throw badCursor('Expected the nextCursor of a page of these deliveries.');
}
