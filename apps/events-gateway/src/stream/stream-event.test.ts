import { expect, test } from 'vitest';
import { eventIn } from './stream-event.js';

const message = (content: string) => ({
  subject: 'customer-changed.v1.7.1000000',
  sequence: 3,
  data: new TextEncoder().encode(content),
});

test('the owner of an event comes from the subject', () => {
  const content = {
    type: 'customer.created.v1',
    time: '2026-01-31T08:15:30.000Z',
    data: { epoch: 2, customerNumber: 1 },
  };
  expect(eventIn(message(JSON.stringify(content)))).toMatchObject({
    ...{ sequence: 3, organisationId: 7, customerNumber: 1_000_000, epoch: 2, type: 'customer.created.v1' },
  });
});

test.each(['', 'null', '[]', '{}', '{"type":1,"data":null}', '{"type":"x","data":{"epoch":"2"}}'])(
  'a message that is no event is left out: %s',
  (content) => {
    expect(eventIn(message(content))).toBeUndefined();
  },
);

test('an event without data has the first epoch', () => {
  expect(eventIn(message('{"type":"x","data":null}'))).toMatchObject({ epoch: 1 });
});
