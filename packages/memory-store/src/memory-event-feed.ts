import type { EventFeed, EventPageRequest, PositionedEvent, SubscriptionRequest } from '@profiles/application';
import {
  type CustomerChangedData,
  type CustomerChangedEvent,
  cloudEvent,
  malformedCursor,
  ProfilesError,
} from '@profiles/contracts';

/** A committed event, as a store in memory keeps it. */
interface CommittedEvent {
  readonly id: string;
  readonly occurredAt: string;
  readonly data: CustomerChangedData;
}

type Selection = Pick<EventPageRequest, 'organisationId' | 'customerNumber' | 'type'>;

/** How often a caller that waits looks for new events, in milliseconds. */
const LOOK_EVERY_MILLIS = 5;

/** The feed of a store in memory. A cursor is the number of events before it. */
export function memoryEventFeed(committed: () => readonly CommittedEvent[]): EventFeed {
  /** The selected events after a position, each with the position after it. */
  const eventsAfter = (position: number, selection: Selection): PositionedEvent[] =>
    committed()
      .slice(position)
      .map(({ id, occurredAt, data }, index) => ({
        event: cloudEvent(id, occurredAt, { ...data, epoch: 1 }),
        cursor: String(position + index + 1),
      }))
      .filter(({ event }) => isSelected(event, selection));

  /** @throws ProfilesError 400 or 630 */
  function positionOf(cursor: string, path: string): number {
    if (!/^\d+$/.test(cursor)) throw malformedCursor(path);
    if (Number(cursor) > committed().length) throw new ProfilesError(630);
    return Number(cursor);
  }

  async function* follow(from: number, selection: Selection, signal: AbortSignal) {
    for (let position = from; !signal.aborted; await look()) {
      const [found, end] = [eventsAfter(position, selection), committed().length];
      yield* found;
      position = end;
    }
  }

  return {
    async list({ after = '0', limit, wait, ...selection }) {
      const from = positionOf(after, 'after');
      const deadline = performance.now() + wait * 1_000;
      while (eventsAfter(from, selection).length === 0 && performance.now() < deadline) await look();
      const items = eventsAfter(from, selection).slice(0, limit);
      const nextCursor = items.length === limit ? items.at(-1)?.cursor : String(committed().length);
      return Buffer.from(JSON.stringify({ items: items.map(({ event }) => event), nextCursor }));
    },
    async subscribe({ lastEventId, ...selection }: SubscriptionRequest, signal) {
      const from = lastEventId === undefined ? committed().length : positionOf(lastEventId, 'lastEventId');
      return { cursor: String(from), events: follow(from, selection, signal) };
    },
  };
}

function isSelected(event: CustomerChangedEvent, { organisationId, customerNumber, type }: Selection): boolean {
  const { data } = event;
  return (
    data.organisationId === organisationId &&
    (customerNumber === undefined || data.customerNumber === customerNumber) &&
    (type === undefined || event.type === type)
  );
}

const look = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MILLIS));
