import type { StreamName } from '../stream/event-stream.js';
import type { StreamEvent } from '../stream/recent-events.js';

/** The events that one caller reads: always of one organisation. */
export interface Selection {
  readonly organisationId: number;
  readonly customerNumber?: number | undefined;
  /** The type of the CloudEvent. */
  readonly type?: string | undefined;
}

/** Whether an event is in a selection. */
export function selects({ organisationId, customerNumber, type }: Selection, event: StreamEvent): boolean {
  return (
    event.organisationId === organisationId &&
    (customerNumber === undefined || event.customerNumber === customerNumber) &&
    (type === undefined || event.type === type)
  );
}

/** The subject under which the stream has the events of a selection. */
export function subjectOf({ organisationId, customerNumber }: Selection, { subjectPrefix }: StreamName): string {
  return `${subjectPrefix}.${organisationId}.${customerNumber ?? '*'}`;
}
