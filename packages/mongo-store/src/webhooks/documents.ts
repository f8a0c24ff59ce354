import { createHash } from 'node:crypto';
import {
  type DeliveryState,
  deliveryIdOf,
  type Instant,
  isTest,
  type Webhook,
  type WebhookDelivery,
} from '@profiles/domain';

/** A webhook. Its secrets are encrypted by the application. */
export type WebhookDocument = Omit<Webhook, 'id'> & {
  readonly _id: string;
  /** Workers divide the webhooks by it. */
  readonly partition: number;
};

/** One event for one webhook. The id is that of the webhook, a slash, and that of the event. */
export interface WebhookDeliveryDocument {
  readonly _id: string;
  readonly organisationId: number;
  readonly webhookId: string;
  readonly partition: number;
  readonly eventId: string;
  readonly customerNumber: number;
  /** [HOOK-1] The deliveries of one customer for one webhook. */
  readonly queue: string;
  readonly sequence: number;
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly status?: number;
  readonly error?: string;
  readonly nextAttemptAt?: Instant;
  readonly createdAt: Instant;
  /** Present until it is delivered or parked. */
  readonly open?: true;
  /** The time of the next attempt. Absent while it waits for an earlier delivery of its queue, and once it is not open. */
  readonly dueAt?: Date;
  readonly expiresAt: Date;
}

/** The number of partitions that workers divide the webhooks into. */
export const WEBHOOK_PARTITIONS = 16;

/** The time that deliveries are kept, whatever their state, in milliseconds: that of published events. */
const KEPT_MILLIS = 30 * 24 * 60 * 60 * 1000;

function partitionOfWebhook(webhookId: string): number {
  return (createHash('sha256').update(webhookId).digest()[0] ?? 0) % WEBHOOK_PARTITIONS;
}

export function webhookDocument({ id, ...fields }: Webhook): WebhookDocument {
  return { _id: id, ...fields, partition: partitionOfWebhook(id) };
}

export function webhookFrom({ _id, partition: _partition, ...fields }: WebhookDocument): Webhook {
  return { ...fields, id: _id };
}

/** A delivery that is new, due at its creation. */
export function deliveryDocument(delivery: WebhookDelivery): WebhookDeliveryDocument {
  const { webhookId, customerNumber, createdAt } = delivery;
  const created = new Date(createdAt);
  return {
    _id: deliveryIdOf(delivery),
    ...delivery,
    partition: partitionOfWebhook(webhookId),
    // Each test is a queue of its own: it waits for nothing.
    queue: isTest(delivery) ? deliveryIdOf(delivery) : `${webhookId}/${customerNumber}`,
    open: true,
    dueAt: created,
    expiresAt: new Date(created.getTime() + KEPT_MILLIS),
  };
}

export function deliveryFrom(document: WebhookDeliveryDocument): WebhookDelivery {
  const { _id, partition: _partition, queue: _queue, open: _open, dueAt: _due, ...rest } = document;
  const { expiresAt: _expires, ...delivery } = rest;
  return delivery;
}

/** The changes of an attempt or a redelivery in a delivery. */
export function deliveryUpdate(after: WebhookDelivery, now: Date) {
  const { state, attempts, status, error, nextAttemptAt } = after;
  const isOpen = state === 'pending' || state === 'failing';
  const dueAt = nextAttemptAt === undefined ? now : new Date(nextAttemptAt);
  const optional = {
    ...{ status, error, nextAttemptAt },
    open: isOpen ? true : undefined,
    dueAt: isOpen ? dueAt : undefined,
  };
  const set = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  const absent = Object.keys(optional).filter((name) => !(name in set));
  return {
    $set: { state, attempts, ...set },
    ...(absent.length > 0 && { $unset: Object.fromEntries(absent.map((name) => [name, ''])) }),
  };
}
