import type { DeliveryState, Webhook, WebhookDelivery } from '@profiles/domain';

/** A part of the deliveries of a webhook, the latest event first. */
export interface DeliveryStretch {
  readonly limit: number;
  readonly state?: DeliveryState | undefined;
  /** Only deliveries of events before this one. */
  readonly before?: string | undefined;
}

/** A range of deliveries of a webhook, by event id, both ends included. */
export interface DeliveryRange {
  readonly from: string;
  readonly until: string;
  readonly limit: number;
}

/** Reads of webhooks and their deliveries. */
export interface WebhookReader {
  byId(webhookId: string): Promise<Webhook | undefined>;
  /** The webhooks of an organisation, the oldest first. */
  of(organisationId: number): Promise<Webhook[]>;
  delivery(webhook: Webhook, eventId: string): Promise<WebhookDelivery | undefined>;
  deliveries(webhook: Webhook, stretch: DeliveryStretch): Promise<WebhookDelivery[]>;
  /** The deliveries of a range, the earliest event first. */
  range(webhook: Webhook, range: DeliveryRange): Promise<WebhookDelivery[]>;
}

/** The ports of the webhook use cases besides the store. */
export interface WebhookSecurity {
  /** [HOOK-5] A new secret, and its encrypted form for this webhook. Undefined when no key is configured. */
  newSecret(webhookId: string): { readonly secret: string; readonly sealed: string } | undefined;
  /** [HOOK-4] Why a URL is no possible target, as far as the URL alone shows it. */
  refusalOf(url: string): string | undefined;
}
