import { OPERATIONS } from '@profiles/contracts';
import { decideCreateWebhook } from '@profiles/domain';
import { given } from '../../commands/given.js';
import { newSecret } from '../../loading/visible-webhook.js';
import { mutation } from '../../pipeline/use-case.js';
import { webhookOf, withSecret } from '../../responses/webhook-response.js';
import { decide } from '../../tenant/decide.js';

export const createWebhook = mutation(OPERATIONS.webhooks.create, async (input, context) => {
  const { call, store, ids, webhooks, now } = context;
  const { organisationId = call.caller.organisationId, ...fields } = input;
  const id = ids.uuid();
  const { secret, sealed } = newSecret(context, id);
  const decision = decide(decideCreateWebhook, {
    fields: given(fields),
    ...{ id, organisationId, sealed, now },
    takenSlots: (await store.webhooksOf(organisationId)).map(({ slot }) => slot),
    refusalOfUrl: webhooks.refusalOf(fields.url),
  });
  return { decision, respond: () => withSecret(webhookOf(decision), secret) };
});
