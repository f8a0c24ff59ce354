import { customerChangedEvent } from '@profiles/contracts';
import { expect, test } from 'vitest';
import { messageOf } from './customer-event-message.js';
import { UnpublishableEventError } from './ports.js';
import { waitingEvent } from './testing/memory-outbox.js';

const PREFIX = 'customer-changed.v1';

test('a message is a structured CloudEvent on the subject of its customer', () => {
  const event = waitingEvent(1000001, 3);
  const { subject, body, headers } = messageOf(event, PREFIX);
  expect(subject).toBe('customer-changed.v1.1.1000001');
  expect(headers).toEqual({
    'content-type': 'application/cloudevents+json',
    'Schema-Version': '2',
    'X-Correlation-Id': 'relay-test',
  });
  const sent = customerChangedEvent.parse(JSON.parse(new TextDecoder().decode(body)));
  expect(sent).toMatchObject({ id: event.id, time: event.occurredAt.toISOString(), data: event.data });
});

test('an event that breaks the contract is never published, and the reason names paths, not values', () => {
  const event = waitingEvent(1000001, 3);
  const wrong = { ...event, data: { ...event.data, cause: 7, surname: 'Nordmann' } } as never;
  expect(() => messageOf(wrong, PREFIX)).toThrow(
    new UnpublishableEventError('The event is not valid: data.cause, data'),
  );
  const otherRevision = { ...event, revision: 4 };
  expect(() => messageOf(otherRevision, PREFIX)).toThrow(UnpublishableEventError);
});

test('a correlation id that no header can carry stays in the event only', () => {
  const event = waitingEvent(1000001, 3);
  const { headers } = messageOf({ ...event, data: { ...event.data, correlationId: 'a\r\nb: c' } }, PREFIX);
  expect(headers['X-Correlation-Id']).toBeUndefined();
});
