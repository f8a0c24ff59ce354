import { customerChangedEvent } from '@profiles/contracts';
import type { StreamMessage } from './event-stream.js';

/** An event as one line for a person to read; one that does not keep to the contract is shown as it is. */
export function eventLine({ subject, text }: StreamMessage): string {
  const parsed = customerChangedEvent.safeParse(parsedJson(text));
  if (!parsed.success) return `${subject}  NOT AN EVENT OF THE CONTRACT: ${text}`;
  const { time, data } = parsed.data;
  const { eventType, customerNumber, organisationId, revision, cause, changedFields, relatedCustomerNumber } = data;
  return [
    time,
    eventType.padEnd(6),
    `customer ${customerNumber} of organisation ${organisationId}, revision ${revision}`,
    cause,
    ...(relatedCustomerNumber === undefined ? [] : [`with ${relatedCustomerNumber}`]),
    ...(changedFields.length === 0 ? [] : [changedFields.join(' ')]),
  ].join('  ');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
