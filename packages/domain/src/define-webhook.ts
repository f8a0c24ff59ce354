import { accept } from './accept.js';
import { type Decision, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched } from './patch.js';
import { MAX_WEBHOOKS, type Webhook, type WebhookSecret } from './webhook.js';

/** The fields of a webhook that callers give. */
export type WebhookFields = Pick<Webhook, 'url' | 'name' | 'isActive'>;

export interface CreateWebhook {
  readonly fields: WebhookFields;
  readonly id: string;
  readonly organisationId: number;
  /** The slots of the webhooks that the organisation has. */
  readonly takenSlots: readonly number[];
  /** [HOOK-4] Why the URL is no possible target. */
  readonly refusalOfUrl: string | undefined;
  /** The encrypted form of its secret. */
  readonly sealed: string;
  readonly now: Instant;
}

export interface UpdateWebhook {
  readonly webhook: Webhook;
  readonly patch: Patch<WebhookFields>;
  /** [HOOK-4] Why the new URL is no possible target. */
  readonly refusalOfUrl: string | undefined;
  /** [HOOK-5] A new secret, and how long the one before stays valid, in milliseconds. */
  readonly rotation?: { readonly sealed: string; readonly overlapMillis: number };
  readonly now: Instant;
}

/** Creates a webhook of an organisation. */
export function decideCreateWebhook(command: CreateWebhook): Decision {
  const { fields, id, organisationId, takenSlots, refusalOfUrl, sealed, now } = command;
  if (refusalOfUrl !== undefined) return refusalOf(refusalOfUrl);
  const slot = freeSlot(takenSlots, id);
  if (slot === undefined) {
    const message = `The organisation has ${takenSlots.length} webhooks; at most ${MAX_WEBHOOKS} are allowed. Delete one first.`;
    return reject(Rejection.TooMany, { message });
  }
  const after: Webhook = {
    ...{ id, organisationId, slot },
    ...fields,
    ...{ secrets: [{ sealed, createdAt: now }], createdAt: now, changedAt: now, version: 1 },
  };
  return accept({ profiles: [], webhooks: [{ after }] });
}

/**
 * A slot that is free, chosen by the id of the webhook: creations at the same time seldom choose the same one. Of those that do
 * one succeeds, and the others decide anew.
 */
function freeSlot(taken: readonly number[], id: string): number | undefined {
  const free = Array.from({ length: MAX_WEBHOOKS }, (_, slot) => slot).filter((slot) => !taken.includes(slot));
  return free[Number.parseInt(id.slice(0, 8), 16) % free.length];
}

/** Changes a webhook. [HOOK-5] A rotation keeps the secret before valid for a time. */
export function decideUpdateWebhook({ webhook, patch, refusalOfUrl, rotation, now }: UpdateWebhook): Decision {
  if (refusalOfUrl !== undefined) return refusalOf(refusalOfUrl);
  const edited = patched<Webhook>(webhook, patch);
  const secrets = rotation === undefined ? webhook.secrets : rotated(webhook.secrets, rotation, now);
  const after = { ...edited, secrets, changedAt: now, version: webhook.version + 1 };
  return accept({ profiles: [], webhooks: [{ before: webhook, after }] });
}

/** Deletes a webhook. Its deliveries are removed in the background. */
export function decideDeleteWebhook(webhook: Webhook): Decision {
  return accept({ profiles: [], webhooks: [{ before: webhook }] });
}

function rotated(
  secrets: readonly WebhookSecret[],
  { sealed, overlapMillis }: NonNullable<UpdateWebhook['rotation']>,
  now: Instant,
): WebhookSecret[] {
  const validUntil = new Date(Date.parse(now) + overlapMillis).toISOString();
  const before = secrets
    .filter((secret) => secret.validUntil === undefined || secret.validUntil > now)
    .map((secret) => ({ ...secret, validUntil: secret.validUntil ?? validUntil }));
  return [{ sealed, createdAt: now }, ...before];
}

function refusalOf(message: string): Decision {
  return reject(Rejection.BadInput, { path: 'url', message });
}
