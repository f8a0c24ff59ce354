import type { JsMsg } from '@nats-io/jetstream';
import { type CustomerChangedEvent, customerChangedData, customerChangedEvent } from '@profiles/contracts/events';

/** Later versions may add members to an event, so a receiver ignores those that it does not know. */
export const receivedEvent = customerChangedEvent.strip().extend({ data: customerChangedData.strip() });

/**
 * The event in a message. Undefined when the message is not one, or lies on another customer's subject: permissions
 * can not keep every other message out of a stream.
 */
export function eventIn(message: Pick<JsMsg, 'json' | 'subject'>): CustomerChangedEvent | undefined {
  try {
    const { success, data } = receivedEvent.safeParse(message.json());
    if (!success) return undefined;
    return message.subject.endsWith(`.${data.data.organisationId}.${data.data.customerNumber}`) ? data : undefined;
  } catch {
    return undefined;
  }
}
