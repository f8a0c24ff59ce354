import { OPERATIONS } from '@profiles/contracts';
import { decideDeleteWebhook } from '@profiles/domain';
import { visibleWebhook } from '../../loading/visible-webhook.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const deleteWebhook = mutation(OPERATIONS.webhooks.delete, async (input, context) => ({
  decision: decide(decideDeleteWebhook, await visibleWebhook(context, input.webhookId)),
  respond: () => ({ value: undefined }),
}));
