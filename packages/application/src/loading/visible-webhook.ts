import { ProfilesError } from '@profiles/contracts';
import type { Webhook } from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { Visible } from '../tenant/visible.js';
import { notFound } from './visibility.js';

/**
 * The webhook with this id.
 * @throws ProfilesError 617, the same for an unknown webhook and for one of another organisation
 */
export async function visibleWebhook({ store }: UseCaseContext, id: string): Promise<Visible<Webhook>> {
  const webhook = await store.webhook(id);
  if (webhook === undefined) throw notFound({ detail: 'There is no such webhook.' });
  return webhook;
}

/**
 * [HOOK-5] A new secret.
 * @throws ProfilesError 503 when this installation has no key to encrypt it with
 */
export function newSecret({ webhooks }: UseCaseContext, id: string): { secret: string; sealed: string } {
  const created = webhooks.newSecret(id);
  if (created !== undefined) return created;
  const detail = 'Webhooks are switched off: an operator has to set WEBHOOK_SECRET_KEYS of the profiles service first.';
  throw new ProfilesError(503, { detail });
}
