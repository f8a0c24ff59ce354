import type { WebhookReader } from '@profiles/application';
import { deliveryIdOf, type Webhook } from '@profiles/domain';
import type { Filter } from 'mongodb';
import { withinDeadline } from '../driver/driver-errors.js';
import type { Collections } from '../schema/collections.js';
import { deliveryFrom, type WebhookDeliveryDocument, webhookFrom } from './documents.js';

/** Webhooks and deliveries, as the use cases read them. */
export function webhookReader({
  webhooks,
  webhookDeliveries: deliveries,
}: Pick<Collections, 'webhooks' | 'webhookDeliveries'>): WebhookReader {
  return {
    byId: (id) =>
      withinDeadline(async (signal) => {
        const document = await webhooks.findOne({ _id: id }, { signal });
        return document === null ? undefined : webhookFrom(document);
      }),
    of: (organisationId) =>
      withinDeadline(async (signal) => {
        const found = webhooks.find({ organisationId }, { signal }).sort({ createdAt: 1, _id: 1 });
        return (await found.toArray()).map(webhookFrom);
      }),
    delivery: ({ id: webhookId, organisationId }, eventId) =>
      withinDeadline(async (signal) => {
        const filter = { organisationId, _id: deliveryIdOf({ webhookId, eventId }) };
        const document = await deliveries.findOne(filter, { signal });
        return document === null ? undefined : deliveryFrom(document);
      }),
    deliveries: (webhook, { limit, state, before }) =>
      withinDeadline(async (signal) => {
        const filter = {
          ...belowWebhook(webhook),
          ...(before !== undefined && { eventId: { $lt: before } }),
          ...(state !== undefined && { state }),
        };
        const found = deliveries.find(filter, { signal, limit }).sort({ eventId: -1 });
        return (await found.toArray()).map(deliveryFrom);
      }),
    range: (webhook, { from, until, limit }) =>
      withinDeadline(async (signal) => {
        const filter = { ...belowWebhook(webhook), eventId: { $gte: from, $lte: until } };
        return (await deliveries.find(filter, { signal, limit }).sort({ eventId: 1 }).toArray()).map(deliveryFrom);
      }),
  };
}

function belowWebhook({ organisationId, id: webhookId }: Webhook): Filter<WebhookDeliveryDocument> {
  return { organisationId, webhookId };
}
