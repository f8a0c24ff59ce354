import {
  CUSTOMER_CHANGED_SCHEMA_PATH,
  type CustomerChangedData,
  cloudEvent,
  customerChangedJsonSchema,
  EVENT_STREAM,
  EVENT_SUBJECT_PREFIX,
} from '@profiles/contracts';
import type { FastifyInstance } from 'fastify';
import { DOCUMENT_LINKS } from './docs-page.js';

const DESCRIPTION = `The changes of customers, published to the JetStream stream \`${EVENT_STREAM}\`.

- An event exists if and only if its change was committed.
- It is delivered at least once. The same \`id\` comes twice only when the duplicate window of the stream was outlasted,
  or after a replay: then with the header \`Customer-Event-Replay\`.
- The events of one customer come in the order of \`revision\`, which grows by one each time: a gap or a repeat shows.
  There is no order between customers.
- There is no personal data in an event: look the customer up.
- Events can be replayed for at least 30 days: by time, organisation or customer.`;

const HEADERS = {
  type: 'object',
  properties: {
    'Nats-Msg-Id': { type: 'string', format: 'uuid', description: "The event's id: the stream keeps each id once." },
    'content-type': { type: 'string', const: 'application/cloudevents+json' },
    'X-Correlation-Id': { type: 'string', description: 'The id of the call that made the change.' },
    traceparent: { type: 'string', description: 'The W3C trace context of that call, if the caller sent one.' },
    'Customer-Event-Replay': {
      type: 'string',
      format: 'uuid',
      description: 'On messages that are sent again: the id of the replay.',
    },
  },
  required: ['Nats-Msg-Id', 'content-type'],
};

const EXAMPLE: CustomerChangedData = {
  eventType: 'UPDATE',
  customerNumber: 1_000_001,
  organisationId: 1,
  revision: 2,
  epoch: 1,
  cause: 'update-profile',
  changedFields: ['email', 'username'],
  correlationId: '7f6f0a1b-2c3d-4e5f-8a9b-0c1d2e3f4a5b',
};

const MESSAGES = {
  customerCreated: message('CREATE', 'A customer came into being.', {
    ...EXAMPLE,
    ...{ eventType: 'CREATE', revision: 1, cause: 'create-profile', changedFields: ['customerRef', 'email'] },
  }),
  customerUpdated: message('UPDATE', 'A customer was changed: merged, deactivated and restored too.', EXAMPLE),
  customerDeleted: message('DELETE', 'A customer is gone for good: purged or erased.', {
    ...EXAMPLE,
    ...{ eventType: 'DELETE', revision: 3, cause: 'erase-profile', changedFields: [] },
  }),
};

/** The AsyncAPI 3 document of the change events. The payload's schema is the one events are checked against. */
export function asyncApiDocument() {
  return {
    asyncapi: '3.0.0',
    id: 'urn:customer-profiles:events',
    info: {
      title: 'Changes of customers',
      version: '1.0.0',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: [{ name: 'customers' }],
    },
    defaultContentType: 'application/cloudevents+json',
    servers: {
      nats: {
        host: '{host}:4222',
        protocol: 'nats',
        description: 'A NATS server with JetStream.',
        variables: { host: { default: 'localhost', description: 'Where the NATS server is.' } },
      },
    },
    channels: {
      customerChanged: {
        address: `${EVENT_SUBJECT_PREFIX}.{organisationId}.{customerNumber}`,
        title: 'The changes of one customer',
        description: `Kept in the stream ${EVENT_STREAM}. A consumer, or a permission, can be cut to an organisation or a customer.`,
        servers: [{ $ref: '#/servers/nats' }],
        parameters: {
          organisationId: {
            description: 'The organisation the customer belongs to.',
            location: '$message.payload#/data/organisationId',
          },
          customerNumber: {
            description: 'The number of the customer.',
            location: '$message.payload#/data/customerNumber',
          },
        },
        messages: Object.fromEntries(
          Object.keys(MESSAGES).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
    },
    operations: {
      sendCustomerChanged: {
        action: 'send',
        title: 'A customer was changed',
        summary: 'Sent after every committed change.',
        channel: { $ref: '#/channels/customerChanged' },
        messages: Object.keys(MESSAGES).map((name) => ({ $ref: `#/channels/customerChanged/messages/${name}` })),
      },
    },
    components: { messages: MESSAGES, schemas: { CustomerChanged: payloadSchema() } },
  };
}

/** Serves the document, and the schema by itself, without a token: neither is confidential. */
export function addEventDocuments(server: FastifyInstance): void {
  const [document, schema] = [asyncApiDocument(), customerChangedJsonSchema()];
  server.get('/asyncapi.json', async (_request, reply) => reply.header('link', DOCUMENT_LINKS).send(document));
  server.get(CUSTOMER_CHANGED_SCHEMA_PATH, async (_request, reply) =>
    reply.type('application/schema+json').send(JSON.stringify(schema)),
  );
}

function message(eventType: CustomerChangedData['eventType'], summary: string, example: CustomerChangedData) {
  const event = cloudEvent('019f1c9a-3a54-7c1e-9a0b-7f6f0a1b2c3d', '2026-01-31T08:15:30.000Z', example);
  return {
    name: event.type,
    title: event.type,
    summary,
    contentType: 'application/cloudevents+json',
    headers: HEADERS,
    payload: {
      allOf: [
        { $ref: '#/components/schemas/CustomerChanged' },
        { properties: { type: { const: event.type }, data: { properties: { eventType: { const: eventType } } } } },
      ],
    },
    correlationId: { location: '$message.payload#/data/correlationId' },
    examples: [
      {
        name: event.type,
        headers: { 'Nats-Msg-Id': event.id, 'content-type': 'application/cloudevents+json' },
        payload: event,
      },
    ],
  };
}

/** Inside the document the schema needs no name of its own, and the dialect is the document's. */
function payloadSchema() {
  const { $schema: _, $id: __, ...schema } = customerChangedJsonSchema();
  return schema;
}
