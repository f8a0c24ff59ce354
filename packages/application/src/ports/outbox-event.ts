import type { CustomerChangedData } from '@profiles/contracts';
import type { Instant } from '@profiles/domain';

/** An event as it waits in the outbox. */
export interface OutboxEvent {
  readonly id: string;
  readonly occurredAt: Instant;
  readonly data: CustomerChangedData;
  /** The W3C trace context of the call that made the change. It travels beside the event, not in it. */
  readonly traceparent?: string;
}
