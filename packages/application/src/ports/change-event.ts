import type { CustomerChangedData } from '@profiles/contracts';
import type { Instant } from '@profiles/domain';

/** The event of one change, as its unit of work writes it into the outbox. */
export interface ChangeEvent {
  readonly id: string;
  readonly occurredAt: Instant;
  readonly data: CustomerChangedData;
  /** The W3C trace context of the call that made the change. It travels beside the event, not in it. */
  readonly traceparent?: string;
}
