import { deepStrictEqual } from 'node:assert';
import { eventFrom } from '@profiles/mongo-store/outbox/order';
import { eventIn } from '@profiles/mongo-store/outbox/stored-event';
import { BSON } from 'mongodb';
import { valueFrom } from '../bson-values.js';
import { FuzzInput } from '../input.js';

const rowOf = (): Record<string, unknown> => ({
  ...{ _id: '0199c3a0-0000-7000-8000-000000000001', organisationId: 1, customerNumber: 1_000_001, revision: 3 },
  ...{ partition: 1, occurredAt: new Date('2026-01-31T08:15:30.123Z'), pending: true, schemaVersion: 2 },
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  data: {
    ...{ eventType: 'UPDATE', customerNumber: 1_000_001, organisationId: 1, revision: 3, epoch: 1 },
    ...{ cause: 'update-profile', changedFields: ['email'], relatedCustomerNumber: 7, correlationId: 'c' },
  },
});
const FIELDS = [
  '_id',
  'customerNumber',
  'revision',
  'partition',
  'occurredAt',
  'data',
  'traceparent',
  'other',
] as const;
const DATA_FIELDS = [
  ...(['eventType', 'customerNumber', 'organisationId', 'revision', 'epoch', 'cause'] as const),
  ...(['changedFields', 'relatedCustomerNumber', 'correlationId', 'other'] as const),
] as unknown as readonly [string, ...string[]];

/** An event in the bytes of its row is the one that the parser of the driver gives, or both refuse the row. */
export function fuzz(bytes: Uint8Array): void {
  const input = new FuzzInput(bytes);
  const row = rowOf();
  while (!input.isEmpty) change(row, input);
  const document = BSON.serialize(row);
  deepStrictEqual(
    outcomeOf(() => eventIn(document)),
    outcomeOf(() => eventFrom(BSON.deserialize(document) as never)),
  );
}

function change(row: Record<string, unknown>, input: FuzzInput): void {
  const isData = input.byte() % 2 === 1 && typeof row['data'] === 'object' && row['data'] !== null;
  const target = isData ? (row['data'] as Record<string, unknown>) : row;
  const field = isData ? input.pick(DATA_FIELDS) : input.pick(FIELDS);
  if (input.byte() % 4 === 0) delete target[field];
  else target[field] = valueFrom(input);
}

function outcomeOf(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return 'refused';
  }
}
