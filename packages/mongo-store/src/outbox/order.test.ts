import { expect, test } from 'vitest';
import { byCustomer, type OutboxEvent, withoutGaps } from './order.js';

function event(customerNumber: number, revision: number): OutboxEvent {
  return { id: `${customerNumber}/${revision}`, customerNumber, revision } as OutboxEvent;
}

test('the clocks of two writers may differ: revisions decide the order, not times', () => {
  const customers = byCustomer([event(1, 2), event(2, 1), event(1, 1)]);
  expect([...customers]).toEqual([
    [1, [event(1, 1), event(1, 2)]],
    [2, [event(2, 1)]],
  ]);
});

test('events after a gap are not returned', () => {
  expect(withoutGaps([event(1, 3), event(1, 4), event(1, 6), event(1, 7)])).toEqual([event(1, 3), event(1, 4)]);
  expect(withoutGaps([event(1, 3), event(1, 4)])).toHaveLength(2);
});
