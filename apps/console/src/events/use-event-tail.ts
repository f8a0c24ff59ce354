import type { CustomerChangedEvent, EventSubscriptionInput, ProfilesClient } from '@profiles/client';
import { useEffect, useState } from 'react';
import { useService } from '../service/service-context';
import { withEvents } from './event-tail';

/** Which events are followed. */
export type EventFilter = Pick<EventSubscriptionInput, 'customerNumber' | 'type'>;

/** The events received so far. */
interface EventTail {
  /** The latest first. */
  readonly events: readonly CustomerChangedEvent[];
  readonly state: 'connecting' | 'live' | 'interrupted' | 'failed';
  readonly error?: unknown;
}

/** The largest page of events.list. */
const PAGE = 1_000;

/**
 * Follows the events of the organisation from now on. With a customer its kept events come first: those of the whole
 * organisation would have to be read from the oldest one.
 */
export function useEventTail({ customerNumber, type }: EventFilter) {
  const api = useService();
  const [tail, setTail] = useState<EventTail>({ events: [], state: 'connecting' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins again with the same filter
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const change = (next: (current: EventTail) => EventTail) => {
      if (!signal.aborted) setTail(next);
    };
    change(() => ({ events: [], state: 'connecting' }));
    follow(api, {
      filter: { ...(customerNumber !== undefined && { customerNumber }), ...(type !== undefined && { type }) },
      signal,
      onLive: (events) => change((current) => ({ events: withEvents(current.events, events), state: 'live' })),
      // The client resumes by itself.
      onInterrupted: () => change(({ events }) => ({ events, state: 'interrupted' })),
    }).catch((error: unknown) => change(({ events }) => ({ events, state: 'failed', error })));
    return () => ending.abort();
  }, [api, customerNumber, type, attempt]);
  return { ...tail, retry: () => setAttempt((count) => count + 1) };
}

interface Following {
  readonly filter: EventFilter;
  readonly signal: AbortSignal;
  onLive(events: readonly CustomerChangedEvent[]): void;
  onInterrupted(): void;
}

async function follow(api: ProfilesClient, { filter, signal, onLive, onInterrupted }: Following): Promise<void> {
  let after: string | undefined;
  if (filter.customerNumber !== undefined) {
    let count = PAGE;
    while (count === PAGE) {
      const input = { ...filter, limit: PAGE, ...(after !== undefined && { after }) };
      const { items, nextCursor } = await api.events.list(input, { signal });
      onLive(items);
      [after, count] = [nextCursor, items.length];
    }
  }
  const events = await api.events.subscribe(
    { ...filter, ...(after !== undefined && { after }) },
    { signal, onInterrupted },
  );
  onLive([]);
  for await (const event of events) onLive([event]);
}
