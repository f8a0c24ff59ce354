import { Parser } from '@asyncapi/parser';
import { customerChangedEvent } from '@profiles/contracts';
import { expect, test } from 'vitest';
import { asyncApiDocument } from './asyncapi-document.js';
import { createServer } from './server.js';

const text = JSON.stringify(asyncApiDocument());

test('the official parser finds nothing wrong with the document', async () => {
  const { document, diagnostics } = await new Parser().parse(text);
  expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
  expect(document?.version()).toBe('3.0.0');
  const channel = document?.channels().get('customerChanged');
  expect(channel?.address()).toBe('customer-changed.v1.{organisationId}.{customerNumber}');
  expect(document?.operations().get('sendCustomerChanged')?.messages().length).toBe(3);
});

test('every example is an event as the contract has it', () => {
  const messages = Object.values(asyncApiDocument().components.messages);
  expect(messages).toHaveLength(3);
  for (const { name, examples } of messages) {
    for (const { payload } of examples) expect(customerChangedEvent.parse(payload).type).toBe(name);
  }
});

test('the document and the schema are served without a token', async () => {
  const server = await createServer({
    execute: () => Promise.reject(new Error('not called in this test')),
    verify: () => Promise.reject(new Error('not called in this test')),
    logLevel: 'silent',
    limits: { perMinute: 10, unidentifiedPerMinute: 10 },
    readiness: {},
  });
  const document = await server.inject('/asyncapi.json');
  expect(document.json()).toEqual(JSON.parse(text));
  const schema = await server.inject('/events/customer-changed.v1.schema.json');
  expect(schema.headers['content-type']).toContain('application/schema+json');
  const { type, required, properties } = schema.json();
  expect({ type, isStrict: schema.json().additionalProperties === false }).toEqual({ type: 'object', isStrict: true });
  expect(required).toEqual(Object.keys(properties));
  await server.close();
});
