import type { Commit, WebhookReader } from '@profiles/application';
import { StaleRevisionError } from '@profiles/application';
import { deliveryIdOf, type Webhook, type WebhookDelivery } from '@profiles/domain';

/** Webhooks and their deliveries, in memory. Nothing sends them. */
export interface MemoryWebhooks extends WebhookReader {
  /** @throws StaleRevisionError when a webhook was changed since it was read, or its slot was taken */
  check(commit: Commit): void;
  committed(commit: Commit): void;
}

export function memoryWebhooks(): MemoryWebhooks {
  const webhooks = new Map<string, Webhook>();
  const deliveries = new Map<string, WebhookDelivery>();
  const hasSlotOf = ({ organisationId, slot }: Webhook) =>
    [...webhooks.values()].some((other) => other.organisationId === organisationId && other.slot === slot);
  const deliveriesOf = ({ id }: Webhook) =>
    [...deliveries.values()]
      .filter(({ webhookId }) => webhookId === id)
      .sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
  return {
    check: ({ webhooks: changes = [] }) => {
      for (const { before, after } of changes) {
        const id = (before ?? after)?.id ?? '';
        const isTaken = before === undefined && after !== undefined && hasSlotOf(after);
        if (webhooks.get(id)?.version !== before?.version || isTaken) throw new StaleRevisionError();
      }
    },
    committed: ({ webhooks: changes = [], deliveries: sent = [] }) => {
      for (const { before, after } of changes) {
        if (after) webhooks.set(after.id, after);
        else if (before) webhooks.delete(before.id);
      }
      for (const { after } of sent) deliveries.set(deliveryIdOf(after), after);
    },
    byId: async (id) => webhooks.get(id),
    of: async (organisationId) => [...webhooks.values()].filter((webhook) => webhook.organisationId === organisationId),
    delivery: async ({ id: webhookId }, eventId) => deliveries.get(deliveryIdOf({ webhookId, eventId })),
    deliveries: async (webhook, { limit, state, before }) =>
      deliveriesOf(webhook)
        .reverse()
        .filter((delivery) => state === undefined || delivery.state === state)
        .filter(({ eventId }) => before === undefined || eventId < before)
        .slice(0, limit),
    range: async (webhook, { from, until, limit }) =>
      deliveriesOf(webhook)
        .filter(({ eventId }) => eventId >= from && eventId <= until)
        .slice(0, limit),
  };
}
