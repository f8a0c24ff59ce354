import { type CustomerChangedData, FIRST_EPOCH } from '@profiles/contracts';
import { BSON } from 'mongodb';
import type { OutboxDocument } from '../schema/documents.js';
import { BsonType, eachElement, numberAt, textAt, UnusualDocumentError } from '../stored/bson-reading.js';
import { MemberIndex } from '../stored/member-index.js';
import { eventFrom, type OutboxEvent } from './order.js';

const ROW = new MemberIndex([
  ...['_id', 'customerNumber', 'revision', 'partition', 'occurredAt', 'data', 'traceparent'],
]);
const OF_ROW = {
  ...{ id: ROW.slotOf('_id'), customerNumber: ROW.slotOf('customerNumber'), revision: ROW.slotOf('revision') },
  ...{ partition: ROW.slotOf('partition'), occurredAt: ROW.slotOf('occurredAt'), data: ROW.slotOf('data') },
  traceparent: ROW.slotOf('traceparent'),
};
const DATA = new MemberIndex([
  ...['eventType', 'customerNumber', 'organisationId', 'revision', 'epoch', 'cause', 'changedFields'],
  ...['relatedCustomerNumber', 'correlationId'],
]);
const OF_DATA = {
  ...{ eventType: DATA.slotOf('eventType'), customerNumber: DATA.slotOf('customerNumber') },
  ...{ organisationId: DATA.slotOf('organisationId'), revision: DATA.slotOf('revision'), epoch: DATA.slotOf('epoch') },
  ...{ cause: DATA.slotOf('cause'), changedFields: DATA.slotOf('changedFields') },
  ...{ related: DATA.slotOf('relatedCustomerNumber'), correlationId: DATA.slotOf('correlationId') },
};

/**
 * The event in a row of the outbox. It is the one that {@link eventFrom} makes of the row. A cursor of the driver and its BSON
 * parser cost two to three times as much; the parser is left to rows of an unusual form.
 */
export function eventIn(bytes: Uint8Array): OutboxEvent {
  try {
    return usualEventIn(bytes);
  } catch (error) {
    if (!(error instanceof UnusualDocumentError)) throw error;
    return eventFrom(BSON.deserialize(bytes) as OutboxDocument);
  }
}

function usualEventIn(bytes: Uint8Array): OutboxEvent {
  ROW.read(bytes, 0);
  const data = ROW.positions[OF_ROW.data] as number;
  if (ROW.types[OF_ROW.data] !== BsonType.object) throw new UnusualDocumentError('no data');
  const traceparent = ROW.types[OF_ROW.traceparent] === 0 ? undefined : text(ROW, OF_ROW.traceparent, bytes);
  DATA.read(bytes, data);
  const hasEpoch = DATA.types[OF_DATA.epoch] !== 0;
  const event = {
    id: text(ROW, OF_ROW.id, bytes),
    customerNumber: integer(ROW, OF_ROW.customerNumber, bytes),
    revision: integer(ROW, OF_ROW.revision, bytes),
    partition: integer(ROW, OF_ROW.partition, bytes),
    occurredAt: date(ROW, OF_ROW.occurredAt, bytes),
    data: dataIn(bytes, hasEpoch),
    ...(!hasEpoch && { schemaVersion: 1 as const }),
  };
  return traceparent === undefined ? event : { ...event, traceparent };
}

/** The data whose positions {@link DATA} holds. Data with other members is unusual: the contract refuses it. */
function dataIn(bytes: Uint8Array, hasEpoch: boolean): CustomerChangedData {
  if (DATA.hasOthers) throw new UnusualDocumentError('other members');
  const data = {
    eventType: text(DATA, OF_DATA.eventType, bytes) as CustomerChangedData['eventType'],
    customerNumber: integer(DATA, OF_DATA.customerNumber, bytes),
    organisationId: integer(DATA, OF_DATA.organisationId, bytes),
    revision: integer(DATA, OF_DATA.revision, bytes),
    epoch: hasEpoch ? integer(DATA, OF_DATA.epoch, bytes) : FIRST_EPOCH,
    cause: text(DATA, OF_DATA.cause, bytes),
    changedFields: texts(DATA, OF_DATA.changedFields, bytes),
    correlationId: text(DATA, OF_DATA.correlationId, bytes),
  };
  if (DATA.types[OF_DATA.related] === 0) return data;
  return { ...data, relatedCustomerNumber: integer(DATA, OF_DATA.related, bytes) };
}

function text({ types, positions }: MemberIndex, slot: number, bytes: Uint8Array): string {
  if (types[slot] !== BsonType.string) throw new UnusualDocumentError('no text');
  return textAt(bytes, positions[slot] as number);
}

function integer({ types, positions }: MemberIndex, slot: number, bytes: Uint8Array): number {
  const value = numberAt(types[slot] as number, bytes, positions[slot] as number);
  if (!Number.isSafeInteger(value)) throw new UnusualDocumentError('no integer');
  return value;
}

function date({ types, positions }: MemberIndex, slot: number, bytes: Uint8Array): Date {
  if (types[slot] !== BsonType.date) throw new UnusualDocumentError('no date');
  return new Date(numberAt(BsonType.int64, bytes, positions[slot] as number));
}

function texts({ types, positions }: MemberIndex, slot: number, bytes: Uint8Array): string[] {
  if (types[slot] !== BsonType.array) throw new UnusualDocumentError('no list');
  const items: string[] = [];
  eachElement(bytes, positions[slot] as number, (type, at) => {
    if (type !== BsonType.string) throw new UnusualDocumentError('no text');
    items.push(textAt(bytes, at));
  });
  return items;
}
