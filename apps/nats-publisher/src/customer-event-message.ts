import {
  type CustomerChangedEvent,
  cloudEvent,
  customerChangedEvent,
  EVENT_SUBJECT_PREFIX,
  subjectOf,
} from '@profiles/contracts';
import { NEWEST_SCHEMA_VERSION, type OutboxEvent } from '@profiles/mongo-store/outbox';
import { UnpublishableEventError } from './ports.js';

/** A message as a subscriber receives it. */
export interface CustomerEventMessage {
  readonly subject: string;
  readonly body: Uint8Array;
  /** An absent value stands for no header. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const CONTENT_TYPE = 'application/cloudevents+json';
const HEADER_SAFE = /^[\x21-\x7e]{1,256}$/;

/**
 * The event as a message.
 * @throws {UnpublishableEventError} when it breaks the contract with subscribers (section 6).
 */
export function messageOf(event: OutboxEvent, subjectPrefix: string): CustomerEventMessage {
  const { id, occurredAt, data, schemaVersion = NEWEST_SCHEMA_VERSION } = event;
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
    subject: subjectIn(subjectPrefix, data),
    body: Buffer.from(JSON.stringify(inForm(parsed.data, schemaVersion))),
    headers: {
      'content-type': CONTENT_TYPE,
      'Schema-Version': String(schemaVersion),
      traceparent: headerSafe(event.traceparent),
      'X-Correlation-Id': headerSafe(data.correlationId),
    },
  };
}

function headerSafe(value = ''): string | undefined {
  return HEADER_SAFE.test(value) ? value : undefined;
}

/** Subscribers of version 0.1 refuse an event with an epoch; newer ones take one without it for the first epoch. */
function inForm(event: CustomerChangedEvent, schemaVersion: number) {
  if (schemaVersion > 1) return event;
  const { epoch: _first, ...data } = event.data;
  return { ...event, data };
}

/** The subject of a customer's events below another prefix than the contract's. */
export function subjectIn(subjectPrefix: string, data: OutboxEvent['data']): string {
  return subjectPrefix + subjectOf(data).slice(EVENT_SUBJECT_PREFIX.length);
}

/** An impossible date becomes an empty text, which is not valid. */
function timeOf(occurredAt: Date): string {
  return Number.isNaN(Number(occurredAt)) ? '' : occurredAt.toISOString();
}
