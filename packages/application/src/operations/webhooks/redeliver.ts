import { OPERATIONS } from '@profiles/contracts';
import { decideRedeliver, type Webhook, type WebhookDelivery } from '@profiles/domain';
import { notFound } from '../../loading/visibility.js';
import { visibleWebhook } from '../../loading/visible-webhook.js';
import { mutation, type UseCaseContext } from '../../pipeline/use-case.js';
import { firstDeliveryOf } from '../../responses/webhook-response.js';
import { decide } from '../../tenant/decide.js';
import type { Visible } from '../../tenant/visible.js';

/** The most deliveries that one call sends again: all of them are written in one transaction. */
const MAX_IN_A_CALL = 100;

export const redeliver = mutation(OPERATIONS.webhooks.redeliver, async (input, context) => {
  const { eventId, untilEventId } = input;
  const webhook = await visibleWebhook(context, input.webhookId);
  const found = await requested(context, webhook, { eventId, untilEventId });
  const next = found[MAX_IN_A_CALL];
  const again = found.slice(0, MAX_IN_A_CALL);
  if (again.length === 0) {
    throw notFound({ detail: 'The webhook has no such delivery. A range begins with the earlier event.' });
  }
  const decision = decide(decideRedeliver, again);
  return {
    decision,
    respond: () => ({
      value: {
        ...firstDeliveryOf(decision),
        ...(untilEventId !== undefined && { redelivered: again.length }),
        ...(next !== undefined && { nextEventId: next.eventId }),
      },
    }),
  };
});

/** The one delivery, or those of a range and one more. */
async function requested(
  { store }: UseCaseContext,
  webhook: Visible<Webhook>,
  { eventId, untilEventId: until }: { readonly eventId: string; readonly untilEventId: string | undefined },
): Promise<Visible<WebhookDelivery>[]> {
  if (until !== undefined) return store.deliveriesBetween(webhook, { from: eventId, until, limit: MAX_IN_A_CALL + 1 });
  const one = await store.delivery(webhook, eventId);
  return one === undefined ? [] : [one];
}
