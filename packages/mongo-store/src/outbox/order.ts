import { type CustomerChangedData, FIRST_EPOCH } from '@profiles/contracts';
import type { OutboxDocument } from '../schema/documents.js';
import type { SchemaVersion } from '../schema/schema-version.js';

/** An event in the outbox. */
export interface OutboxEvent {
  readonly id: string;
  readonly customerNumber: number;
  readonly revision: number;
  readonly partition: number;
  readonly occurredAt: Date;
  readonly data: CustomerChangedData;
  /** The form of the event: see {@link SchemaVersion}. Absent for the newest one. */
  readonly schemaVersion?: SchemaVersion;
  /** The W3C trace context of the call that made the change. */
  readonly traceparent?: string;
}

export function eventFrom(row: OutboxDocument): OutboxEvent {
  const { _id, customerNumber, revision, partition, occurredAt, data, traceparent } = row;
  // Rows from before there were epochs have none.
  const known = { ...data, epoch: data.epoch ?? FIRST_EPOCH };
  const event = {
    ...{ id: _id, customerNumber, revision, partition, occurredAt, data: known },
    ...(data.epoch === undefined && { schemaVersion: 1 as const }),
  };
  return traceparent === undefined ? event : { ...event, traceparent };
}

/** Groups events by customer, sorted by revision. Customers are in the order of their first event. */
export function byCustomer(events: readonly OutboxEvent[]): Map<number, OutboxEvent[]> {
  const customers = new Map<number, OutboxEvent[]>();
  for (const event of events) {
    const own = customers.get(event.customerNumber);
    if (own === undefined) customers.set(event.customerNumber, [event]);
    else own.push(event);
  }
  for (const own of customers.values()) own.sort((one, other) => one.revision - other.revision);
  return customers;
}

/**
 * The events of a customer, sorted by revision, up to the first gap. A read can miss an earlier event: the clocks of two
 * writers may differ, and a commit may become visible during the read.
 */
export function withoutGaps(events: readonly OutboxEvent[]): readonly OutboxEvent[] {
  const gap = events.findIndex((event, at) => at > 0 && event.revision !== (events[at - 1]?.revision ?? 0) + 1);
  return gap === -1 ? events : events.slice(0, gap);
}
