import type { Instant } from './instant.js';

/** [HOOK-5] A secret of a webhook. Only its encrypted form is stored. */
export interface WebhookSecret {
  readonly sealed: string;
  readonly createdAt: Instant;
  /** The end of a secret that was rotated; absent for the current one. */
  readonly validUntil?: Instant;
}

/** A URL that receives the events of an organisation. */
export interface Webhook {
  readonly id: string;
  readonly organisationId: number;
  /** The place among the webhooks of its organisation, from 0 to below {@link MAX_WEBHOOKS}. No two have the same. */
  readonly slot: number;
  readonly url: string;
  readonly name?: string;
  /** False while it is paused. */
  readonly isActive: boolean;
  /** The current secret first. */
  readonly secrets: readonly WebhookSecret[];
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** Increases by one with each change. */
  readonly version: number;
}

/** See `DELIVERY_STATES` of the contract. */
export type DeliveryState = 'pending' | 'failing' | 'delivered' | 'parked';

/** One event for one webhook. */
export interface WebhookDelivery {
  readonly webhookId: string;
  readonly organisationId: number;
  readonly eventId: string;
  /** {@link NO_CUSTOMER} for a test. */
  readonly customerNumber: number;
  /** The place in the stream, ascending; it orders the deliveries of a customer. */
  readonly sequence: number;
  /** The CloudEvent as it is sent. */
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** The HTTP status of the last attempt. */
  readonly status?: number;
  /** The reason of the last failure without a response. */
  readonly error?: string;
  /** The time of the next attempt of a delivery that failed. */
  readonly nextAttemptAt?: Instant;
  readonly createdAt: Instant;
}

/** The id of a delivery. */
export function deliveryIdOf({ webhookId, eventId }: Pick<WebhookDelivery, 'webhookId' | 'eventId'>): string {
  return `${webhookId}/${eventId}`;
}

/** The customer number of a test delivery. */
export const NO_CUSTOMER = 0;

/** The most webhooks of an organisation. Each of them multiplies the deliveries. */
export const MAX_WEBHOOKS = 20;

/** [HOOK-5] The secrets that sign a delivery at a time: the current one, and one that was rotated until its end. */
export function secretsAt({ secrets }: Pick<Webhook, 'secrets'>, now: Instant): string[] {
  return secrets.filter(({ validUntil }) => validUntil === undefined || validUntil > now).map(({ sealed }) => sealed);
}
