import type { CustomerChangedEvent } from '@profiles/client';
import { expect, test } from 'vitest';
import { MAX_SHOWN, withEvents } from './event-tail';

function event(revision: number): CustomerChangedEvent {
  return {
    specversion: '1.0',
    id: `00000000-0000-7000-8000-${String(revision).padStart(12, '0')}`,
    source: '/customers/v2',
    type: 'customer.updated.v1',
    subject: '1000000',
    time: '2026-01-31T08:15:30.000Z',
    datacontenttype: 'application/json',
    data: {
      eventType: 'UPDATE',
      customerNumber: 1_000_000,
      organisationId: 1,
      revision,
      epoch: 1,
      cause: 'patch-profile',
      changedFields: ['email'],
      correlationId: 'order-4711',
    },
  };
}

const revisions = (events: readonly CustomerChangedEvent[]) => events.map(({ data }) => data.revision);

test('the latest event comes first, whether events come one by one or together', () => {
  const shown = withEvents(withEvents([], [event(1), event(2)]), [event(3)]);
  expect(revisions(shown)).toEqual([3, 2, 1]);
});

test('the oldest events give way', () => {
  const many = Array.from({ length: MAX_SHOWN + 1 }, (_, index) => event(index + 1));
  expect(revisions(withEvents([event(1_000)], many)).at(-1)).toBe(2);
});
