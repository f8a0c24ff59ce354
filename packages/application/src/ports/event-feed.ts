import type { CustomerChangedEvent, OPERATIONS, ParsedInputOf, SUBSCRIBE_EVENTS } from '@profiles/contracts';

/** The selection of list-events: the events of one organisation. */
export type EventPageRequest = ParsedInputOf<typeof OPERATIONS.events.list> & { readonly organisationId: number };

/** The selection of subscribe-events. */
export type SubscriptionRequest = ParsedInputOf<typeof SUBSCRIBE_EVENTS.operation> & {
  readonly organisationId: number;
};

/** An event of a subscription, and the position after it. */
export interface PositionedEvent {
  readonly cursor: string;
  readonly event: CustomerChangedEvent;
}

/** A subscription that has begun. */
export interface EventSubscription {
  /** The position at which it begins. */
  readonly cursor: string | undefined;
  /** Ends when the other side ends it. The caller resumes from the last cursor. */
  readonly events: AsyncIterable<PositionedEvent>;
}

/** The published events, in the order of their stream. */
export interface EventFeed {
  /**
   * A page of events, as the JSON of list-events in UTF-8.
   * @throws ProfilesError 400 when the cursor is malformed, 630 when it is too old, 619 when the events can't be read.
   */
  list(request: EventPageRequest): Promise<Uint8Array>;
  /**
   * Begins a subscription, until the signal aborts.
   * @throws ProfilesError as for a page
   */
  subscribe(request: SubscriptionRequest, signal: AbortSignal): Promise<EventSubscription>;
}
