import { OPERATIONS, webhookTest } from '@profiles/contracts';
import { decideTestWebhook } from '@profiles/domain';
import { visibleWebhook } from '../../loading/visible-webhook.js';
import { mutation } from '../../pipeline/use-case.js';
import { firstDeliveryOf } from '../../responses/webhook-response.js';
import { decide } from '../../tenant/decide.js';

export const testWebhook = mutation(OPERATIONS.webhooks.test, async (input, context) => {
  const { ids, now } = context;
  const webhook = await visibleWebhook(context, input.webhookId);
  const eventId = ids.uuidAt(now);
  const body = JSON.stringify(webhookTest(eventId, now, webhook.id));
  const decision = decide(decideTestWebhook, { webhook, eventId, body, now });
  return { decision, respond: () => ({ value: firstDeliveryOf(decision) }) };
});
