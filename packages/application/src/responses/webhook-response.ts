import type { Decision, Webhook, WebhookDelivery } from '@profiles/domain';
import type { Result } from '../pipeline/use-case.js';

/** The webhook that the decision writes, or the current one if it writes none. [NOOP-1] */
export function webhookOf(decision: Decision, current?: Webhook): Webhook {
  const written = decision.outcome === 'accepted' ? decision.changes.webhooks?.[0]?.after : undefined;
  const webhook = written ?? current;
  if (webhook === undefined) throw new Error('The decision wrote no webhook.');
  return webhook;
}

/** The first delivery that the decision writes. */
export function firstDeliveryOf(decision: Decision): WebhookDelivery {
  const written = decision.outcome === 'accepted' ? decision.changes.deliveries?.[0]?.after : undefined;
  if (written === undefined) throw new Error('The decision wrote no delivery.');
  return written;
}

/** [HOOK-5] The response with a new secret. The one that is stored for an Idempotency-Key leaves it out. */
export function withSecret(
  webhook: Webhook,
  secret: string | undefined,
): Pick<Result<Webhook & { readonly secret?: string }>, 'value' | 'stored'> {
  return secret === undefined ? { value: webhook } : { value: { ...webhook, secret }, stored: publicPart(webhook) };
}

/** A webhook without what its response does not show. */
function publicPart({ id, url, name, isActive, createdAt }: Webhook) {
  return { id, url, ...(name !== undefined && { name }), isActive, createdAt };
}
