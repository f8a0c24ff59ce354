import { OPERATIONS } from '@profiles/contracts';
import { decideUpdateWebhook } from '@profiles/domain';
import { present } from '../../commands/given.js';
import { newSecret, visibleWebhook } from '../../loading/visible-webhook.js';
import { mutation } from '../../pipeline/use-case.js';
import { webhookOf, withSecret } from '../../responses/webhook-response.js';
import { decide } from '../../tenant/decide.js';

/** [HOOK-5] How long a rotated secret stays valid: contract, section 4. */
const DAY_MILLIS = 24 * 60 * 60 * 1000;

export const updateWebhook = mutation(OPERATIONS.webhooks.update, async (input, context) => {
  const { webhookId, rotateSecret = false, ...patch } = input;
  const webhook = await visibleWebhook(context, webhookId);
  const created = rotateSecret ? newSecret(context, webhookId) : undefined;
  const overlapMillis = context.settings.webhookSecretOverlapMillis ?? DAY_MILLIS;
  const decision = decide(decideUpdateWebhook, {
    webhook,
    patch: present(patch),
    refusalOfUrl: patch.url === undefined ? undefined : context.webhooks.refusalOf(patch.url),
    ...(created !== undefined && { rotation: { sealed: created.sealed, overlapMillis } }),
    now: context.now,
  });
  return { decision, respond: () => withSecret(webhookOf(decision, webhook), created?.secret) };
});
