import fc from 'fast-check';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import type { OutboxDocument } from '../schema/documents.js';
import { eventFrom } from './order.js';
import { eventIn } from './stored-event.js';

const integer = fc.maxSafeInteger();
const text = fc.string({ unit: 'binary' });
const data = fc.record(
  {
    ...{ eventType: fc.constantFrom('CREATE', 'UPDATE', 'DELETE'), customerNumber: integer, organisationId: integer },
    ...{ revision: integer, epoch: integer, cause: text, changedFields: fc.array(text), correlationId: text },
    relatedCustomerNumber: integer,
  },
  {
    requiredKeys: [
      'eventType',
      'customerNumber',
      'organisationId',
      'revision',
      'cause',
      'changedFields',
      'correlationId',
    ],
  },
);
const row = fc.record(
  {
    ...{ _id: fc.uuid(), organisationId: integer, customerNumber: integer, revision: integer, partition: integer },
    ...{ occurredAt: fc.date({ noInvalidDate: true }), data, pending: fc.constant(true), traceparent: text },
  },
  {
    requiredKeys: ['_id', 'organisationId', 'customerNumber', 'revision', 'partition', 'occurredAt', 'data', 'pending'],
  },
);

/** Values that a field of a row should not have. */
const wrong = fc.constantFrom<unknown>(null, true, 1.5, 'text', {}, ['a', 1], [null], new Date(0), undefined);
const brokenRow = fc
  .tuple(row, fc.constantFrom('row', 'data'), fc.string({ minLength: 1 }), wrong)
  .chain(([whole, where, otherName, value]) => {
    const names = Object.keys(where === 'row' ? whole : whole.data);
    return fc
      .constantFrom(...names.filter((name) => name !== 'data'), otherName.replaceAll('\0', '0'))
      .map((name) =>
        where === 'row' ? { ...whole, [name]: value } : { ...whole, data: { ...whole.data, [name]: value } },
      );
  });

function expectAsParsed(document: object): void {
  const bytes = BSON.serialize(document);
  expect(eventIn(bytes)).toStrictEqual(eventFrom(BSON.deserialize(bytes) as OutboxDocument));
}

test('the event in the bytes of a row is the one that the parser of the driver gives', () => {
  fc.assert(fc.property(row, expectAsParsed), { numRuns: 500 });
});

test('a row in which any field is broken or new gives the same event, so that it is parked', () => {
  fc.assert(fc.property(brokenRow, expectAsParsed), { numRuns: 1_000 });
});

test('numbers of 32 and 64 bits and with a fraction part in their type are whole numbers', () => {
  const [document] = fc.sample(row, 1);
  const numbers = {
    revision: new BSON.Long(7),
    partition: new BSON.Double(3),
    customerNumber: new BSON.Int32(1_000_001),
  };
  expect(eventIn(BSON.serialize({ ...document, ...numbers }))).toMatchObject({
    ...{ revision: 7, partition: 3, customerNumber: 1_000_001 },
  });
});
