import { z } from 'zod';

export const EVENT_STREAM = 'CUSTOMER_CHANGED';
export const EVENT_SUBJECT_PREFIX = 'customer-changed.v1';

/** The subject of one customer's events. A consumer, or a permission, can be cut to it or to the organisation's. */
export function subjectOf(event: { organisationId: number; customerNumber: number }): string {
  return `${EVENT_SUBJECT_PREFIX}.${event.organisationId}.${event.customerNumber}`;
}

const eventType = z.enum(['CREATE', 'UPDATE', 'DELETE']);

export const customerChangedData = z.strictObject({
  eventType,
  customerNumber: z.int(),
  organisationId: z.int(),
  /** Grows by one with each event of a customer: a gap or a repeat shows. */
  revision: z.int().min(1),
  /** The slug of the operation. */
  cause: z.string(),
  /** Names only: subscribers look the values up. */
  changedFields: z.array(z.string()),
  /** The other party of a merge, connect, unmerge or card transfer. */
  relatedCustomerNumber: z.int().optional(),
  correlationId: z.string(),
});

/** A change of one customer as a CloudEvent 1.0 in structured JSON. It holds no personal data. */
export const customerChangedEvent = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.literal('/customers/v2'),
  type: z.enum(['customer.created.v1', 'customer.updated.v1', 'customer.deleted.v1']),
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  data: customerChangedData,
});

export type CustomerChangedData = z.output<typeof customerChangedData>;
export type CustomerChangedEvent = z.output<typeof customerChangedEvent>;

const TYPE_OF = {
  CREATE: 'customer.created.v1',
  UPDATE: 'customer.updated.v1',
  DELETE: 'customer.deleted.v1',
} as const;

/** The CloudEvent for a change that was committed. */
export function cloudEvent(id: string, time: string, data: CustomerChangedData): CustomerChangedEvent {
  return {
    specversion: '1.0',
    id,
    source: '/customers/v2',
    type: TYPE_OF[data.eventType],
    subject: String(data.customerNumber),
    time,
    datacontenttype: 'application/json',
    data,
  };
}
