import { MsgHdrsImpl } from '@nats-io/nats-core';
import { expect, test } from 'vitest';
import { headerLines, messageHeaders } from './message-headers.js';

test('headers have the bytes that the client makes of the same fields', () => {
  const fields = { 'content-type': 'application/cloudevents+json', 'Nats-Msg-Id': '1', 'X-Correlation-Id': 'a:b ø' };
  const ofClient = MsgHdrsImpl.fromRecord(
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]])),
  ) as MsgHdrsImpl;
  const encoded = messageHeaders(headerLines(fields)).encode();
  expect(Buffer.from(encoded)).toEqual(Buffer.from(ofClient.encode()));
  expect([...MsgHdrsImpl.decode(encoded)]).toEqual([...ofClient]);
});

test('an absent field has no line', () => {
  expect(headerLines({ one: '1', two: undefined })).toBe('one: 1\r\n');
});
