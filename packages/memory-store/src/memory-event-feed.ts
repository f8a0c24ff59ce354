import type { EventFeed } from '@profiles/application';
import { type CustomerChangedData, cloudEvent, ProfilesError } from '@profiles/contracts';

/** A committed event, as a store in memory keeps it. */
interface CommittedEvent {
  readonly id: string;
  readonly occurredAt: string;
  readonly data: CustomerChangedData;
}

/** The feed of a store in memory. A cursor is the number of events before it. It has no subscription. */
export function memoryEventFeed(committed: () => readonly CommittedEvent[]): EventFeed {
  return {
    async list({ organisationId, after = '0', limit, customerNumber, type }) {
      if (!/^\d+$/.test(after)) {
        throw new ProfilesError(400, { errors: [{ path: 'after', message: 'Not a cursor.' }] });
      }
      const all = committed().map(({ id, occurredAt, data }) => cloudEvent(id, occurredAt, { ...data, epoch: 1 }));
      if (Number(after) > all.length) throw new ProfilesError(630);
      const items = all
        .map((event, index) => ({ event, position: index + 1 }))
        .slice(Number(after))
        .filter(({ event }) => event.data.organisationId === organisationId)
        .filter(({ event }) => customerNumber === undefined || event.data.customerNumber === customerNumber)
        .filter(({ event }) => type === undefined || event.type === type)
        .slice(0, limit);
      const nextCursor = String(items.length === limit ? items.at(-1)?.position : all.length);
      return Buffer.from(JSON.stringify({ items: items.map(({ event }) => event), nextCursor }));
    },
    subscribe: () => Promise.reject(new ProfilesError(619)),
  };
}
