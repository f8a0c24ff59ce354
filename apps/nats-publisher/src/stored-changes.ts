import type { JetStreamManager } from '@nats-io/jetstream';
import { type CustomerChangedData, customerChangedEvent } from '@profiles/contracts';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { subjectIn } from './customer-event-message.js';
import type { StreamSettings } from './stream.js';

/** The last change of customers in the stream. Undefined for a customer without one. */
export type StoredChanges = ReadonlyMap<number, CustomerChangedData | undefined>;

/** Reads the last stored change of the customer of each event, once per customer. */
export async function storedChanges(
  manager: JetStreamManager,
  { name, subjectPrefix }: Pick<StreamSettings, 'name' | 'subjectPrefix'>,
  events: readonly OutboxEvent[],
): Promise<StoredChanges> {
  const customers = new Map(events.map((event) => [event.customerNumber, event.data]));
  const lastOf = async (data: CustomerChangedData) => {
    // The leader responds to this request. A direct get may be served by a replica that lags.
    const last = await manager.streams.getMessage(name, { last_by_subj: subjectIn(subjectPrefix, data) });
    const found = customerChangedEvent.safeParse(parsedJson(last?.string()));
    return found.success ? found.data.data : undefined;
  };
  return new Map(
    await Promise.all([...customers].map(async ([customer, data]) => [customer, await lastOf(data)] as const)),
  );
}

/** Whether the stream has the event: a customer's events are in the stream in order, so the last one stands for all before it. */
export function isStored({ customerNumber, data }: OutboxEvent, stored: StoredChanges): boolean {
  const last = stored.get(customerNumber);
  return last !== undefined && !isNewer(data, last);
}

/** After a restore from a backup revisions repeat, so the epoch is compared first (contract, section 6). */
function isNewer(event: CustomerChangedData, other: CustomerChangedData): boolean {
  return event.epoch === other.epoch ? event.revision > other.revision : event.epoch > other.epoch;
}

/** Other clients with the permission may have put anything into the stream. */
function parsedJson(text: string | undefined): unknown {
  try {
    return text && JSON.parse(text);
  } catch {
    return undefined;
  }
}
