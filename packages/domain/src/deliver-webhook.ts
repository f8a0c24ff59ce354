import { acceptAsIs } from './accept.js';
import { type Decision, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { NO_CUSTOMER, type Webhook, type WebhookDelivery } from './webhook.js';

/** The outcome of one attempt. */
export interface AttemptOutcome {
  /** The HTTP status, if there was a response. */
  readonly status?: number;
  /** The reason of a failure without a response. */
  readonly error?: string;
}

/** [HOOK-2] When failed deliveries are tried again. */
export interface RetrySchedule {
  /** The pauses after the first, second … failed attempt, in milliseconds. After the last one the delivery is parked. */
  readonly pauses: readonly number[];
  /** A number in [0, 1): it lengthens the pause by up to a tenth, so that retries do not come all at once. */
  readonly jitter: number;
  readonly now: Instant;
}

const JITTER_SHARE = 0.1;

/** Whether an attempt succeeded: any 2xx, and nothing else. Redirects are not followed. [HOOK-4] */
export function isDelivered({ status }: AttemptOutcome): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** [HOOK-2] A delivery after an attempt: delivered, to be tried again, or parked after the last pause. A test has one attempt. */
export function afterAttempt(
  delivery: WebhookDelivery,
  outcome: AttemptOutcome,
  { pauses, jitter, now }: RetrySchedule,
): WebhookDelivery {
  const { status: _status, error: _error, nextAttemptAt: _next, ...rest } = delivery;
  const { status, error } = outcome;
  const attempts = delivery.attempts + 1;
  const tried = { ...rest, attempts, ...(status !== undefined && { status }), ...(error !== undefined && { error }) };
  if (isDelivered(outcome)) return { ...tried, state: 'delivered' };
  const pause = isTest(delivery) ? undefined : pauses[attempts - 1];
  if (pause === undefined) return { ...tried, state: 'parked' };
  const wait = Math.round(pause * (1 + JITTER_SHARE * jitter));
  return { ...tried, state: 'failing', nextAttemptAt: new Date(Date.parse(now) + wait).toISOString() };
}

/** [HOOK-3] Whether a webhook is paused, because every attempt has failed since a time. */
export function isPauseDue(failingSince: Instant, now: Instant, pauseAfterMillis: number): boolean {
  return Date.parse(now) - Date.parse(failingSince) >= pauseAfterMillis;
}

export interface TestWebhook {
  readonly webhook: Webhook;
  readonly eventId: string;
  /** The event. */
  readonly body: string;
  readonly now: Instant;
}

/** Sends a test event. A paused webhook sends nothing. */
export function decideTestWebhook({ webhook, eventId, body, now }: TestWebhook): Decision {
  if (!webhook.isActive) {
    const message = 'The webhook is paused, so it sends nothing. Update it with isActive: true first.';
    return reject(Rejection.Conflict, { message });
  }
  const { id: webhookId, organisationId } = webhook;
  const delivery: WebhookDelivery = {
    ...{ webhookId, organisationId, eventId, customerNumber: NO_CUSTOMER, sequence: 0, body },
    ...{ state: 'pending', attempts: 0, createdAt: now },
  };
  return acceptAsIs({ profiles: [], deliveries: [{ after: delivery }] });
}

/** Sends deliveries again, with new attempts. [HOOK-1] Later ones of their customers wait until they end. */
export function decideRedeliver(deliveries: readonly WebhookDelivery[]): Decision {
  return acceptAsIs({
    profiles: [],
    deliveries: deliveries.map((before) => {
      const { status: _status, error: _error, nextAttemptAt: _next, ...rest } = before;
      return { before, after: { ...rest, state: 'pending', attempts: 0 } };
    }),
  });
}

/** Whether a delivery is a test, which is about no customer. */
export function isTest({ customerNumber }: Pick<WebhookDelivery, 'customerNumber'>): boolean {
  return customerNumber === NO_CUSTOMER;
}
