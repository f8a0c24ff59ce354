import { z } from 'zod';

// The light entry `@profiles/contracts/events`: a subscriber needs none of the operations and their lookup tables.

/** The JetStream stream of the change events (contract, section 6). */
export const EVENT_STREAM = 'CUSTOMER_CHANGED';

/** The first tokens of every event's subject. The version changes only with an incompatible event. */
export const EVENT_SUBJECT_PREFIX = 'customer-changed.v1';

/** The path of the JSON Schema, beside the OpenAPI document. */
export const CUSTOMER_CHANGED_SCHEMA_PATH = '/events/customer-changed.v1.schema.json';

/** The epoch of a database that was never restored from a backup (contract, section 6). */
export const FIRST_EPOCH = 1;

/** The subject of one customer's events. Consumers and permissions can be limited to it, or to its organisation. */
export function subjectOf(event: { organisationId: number; customerNumber: number }): string {
  return `${EVENT_SUBJECT_PREFIX}.${event.organisationId}.${event.customerNumber}`;
}

/** The types of the CloudEvents, one for each `eventType`. */
export const CUSTOMER_CHANGED_TYPES = ['customer.created.v1', 'customer.updated.v1', 'customer.deleted.v1'] as const;

/** The members of `data` of a change event. */
export const customerChangedData = z.strictObject({
  eventType: z.enum(['CREATE', 'UPDATE', 'DELETE']).describe('DELETE stands for a purge or an erasure.'),
  customerNumber: z.int().describe('The customer that changed.'),
  organisationId: z.int().describe('The organisation of the customer.'),
  revision: z
    .int()
    .min(1)
    .describe('The revision of the profile after the change. It increases by one with each event of a customer.'),
  // Events that were stored before epochs existed have none. They count as the first one.
  epoch: z
    .int()
    .min(1)
    .default(FIRST_EPOCH)
    .describe(
      'Increases when the database is restored from a backup. Compare (epoch, revision): a higher epoch is newer whatever its revision.',
    ),
  cause: z.string().describe('The slug of the operation.'),
  changedFields: z.array(z.string()).describe('Names of fields. Subscribers look up the values.'),
  relatedCustomerNumber: z
    .int()
    .optional()
    .meta({ description: 'The other party of a merge, connect, unmerge or card transfer.', examples: [1_000_001] }),
  correlationId: z.string().describe('The correlation id of the call that made the change.'),
});

/** A change of one customer as a CloudEvent 1.0 in structured JSON. It holds no personal data. */
export const customerChangedEvent = z.strictObject({
  specversion: z.literal('1.0').describe('The version of CloudEvents.'),
  id: z.uuid().describe('The id of the event. It is the same wherever the event is received.'),
  source: z.literal('/customers/v2').describe('The service that made the change.'),
  type: z.enum(CUSTOMER_CHANGED_TYPES).describe('The type of the event, with its version.'),
  subject: z.string().describe('The customer number as text.'),
  time: z.iso.datetime().describe('The time when the change happened.'),
  datacontenttype: z.literal('application/json').describe('The media type of data.'),
  data: customerChangedData.describe('The change. It holds no personal data.'),
});

/** The change that an event reports; see {@link customerChangedData}. */
export type CustomerChangedData = z.output<typeof customerChangedData>;

/** A change event as subscribers receive it; see {@link customerChangedEvent}. */
export type CustomerChangedEvent = z.output<typeof customerChangedEvent>;

const TYPE_OF = {
  CREATE: 'customer.created.v1',
  UPDATE: 'customer.updated.v1',
  DELETE: 'customer.deleted.v1',
} as const;

/** The CloudEvent for a committed change. */
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

/** The JSON Schema (draft 2020-12) of a change event, generated from {@link customerChangedEvent}. */
export function customerChangedJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(customerChangedEvent, { target: 'draft-2020-12', io: 'output' });
  return {
    $schema,
    $id: 'urn:customer-profiles:customer-changed:v1',
    title: 'CustomerChanged',
    description: 'A change of one customer as a CloudEvent 1.0. It holds no personal data.',
    ...schema,
  };
}
