import { cloudEvent, customerChangedEvent, EVENT_SUBJECT_PREFIX, subjectOf } from '@profiles/contracts';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { UnpublishableEventError } from './ports.js';

/** A message as a subscriber receives it. */
export interface CustomerEventMessage {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const CONTENT_TYPE = 'application/cloudevents+json';
const HEADER_SAFE = /^[\x21-\x7e]{1,256}$/;
const encoder = new TextEncoder();

/**
 * The event as a message.
 * @throws {UnpublishableEventError} when it breaks the contract with subscribers (section 6).
 */
export function messageOf(event: OutboxEvent, subjectPrefix: string): CustomerEventMessage {
  const { id, occurredAt, data } = event;
  const parsed = customerChangedEvent.safeParse(cloudEvent(id, timeOf(occurredAt), data));
  if (!parsed.success) {
    // Only the paths: a value may be personal data.
    const places = parsed.error.issues.map((issue) => issue.path.join('.') || 'event');
    throw new UnpublishableEventError(`The event is not valid: ${[...new Set(places)].join(', ')}`);
  }
  if (data.customerNumber !== event.customerNumber || data.revision !== event.revision) {
    throw new UnpublishableEventError('The event differs in customer or revision from its row in the outbox.');
  }
  return {
    subject: subjectPrefix + subjectOf(data).slice(EVENT_SUBJECT_PREFIX.length),
    body: encoder.encode(JSON.stringify(parsed.data)),
    headers: {
      'content-type': CONTENT_TYPE,
      ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
      ...(HEADER_SAFE.test(data.correlationId) && { 'X-Correlation-Id': data.correlationId }),
    },
  };
}

/** An impossible date becomes an empty text, which is not valid. */
function timeOf(occurredAt: Date): string {
  return Number.isNaN(Number(occurredAt)) ? '' : occurredAt.toISOString();
}
