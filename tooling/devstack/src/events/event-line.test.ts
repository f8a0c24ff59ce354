import { cloudEvent } from '@profiles/contracts';
import { expect, test } from 'vitest';
import { eventLine } from './event-line.js';

const DATA = {
  eventType: 'UPDATE' as const,
  customerNumber: 1_000_001,
  organisationId: 1,
  revision: 3,
  epoch: 1,
  cause: 'merge-profiles',
  changedFields: ['status', 'parentId'],
  relatedCustomerNumber: 1_000_002,
  correlationId: 'c-1',
};

test('an event is one line: time, type, customer, cause and related customer', () => {
  const event = cloudEvent('6f1c9a52-3a54-4c1e-9a0b-7f6f0a1b2c3d', '2026-01-31T08:15:30.000Z', DATA);
  expect(eventLine({ subject: 's', headers: '', text: JSON.stringify(event) })).toBe(
    '2026-01-31T08:15:30.000Z  UPDATE  customer 1000001 of organisation 1, revision 3  merge-profiles  with 1000002  status parentId',
  );
});

test.each(['{', '{}'])('%s is shown as what it is: no event', (text) => {
  expect(eventLine({ subject: 's', headers: '', text })).toBe(`s  NOT AN EVENT OF THE CONTRACT: ${text}`);
});
