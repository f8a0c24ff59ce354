import { randomUUID } from 'node:crypto';
import { type CustomerChangedEvent, cloudEvent } from '@profiles/contracts';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { createWebhookReceiver, type WebhookGap } from './webhook-receiver.js';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

function eventOf(revision: number, { customerNumber = 1_000_000, epoch = 1 } = {}): CustomerChangedEvent {
  return cloudEvent(randomUUID(), '2026-03-01T12:00:00.000Z', {
    eventType: revision === 1 ? 'CREATE' : 'UPDATE',
    ...{ customerNumber, organisationId: 1, revision, epoch },
    ...{ cause: 'update-profile', changedFields: ['surname'], correlationId: 'test' },
  });
}

function requestOf(content: object, { secret = SECRET, at = new Date() } = {}) {
  const body = JSON.stringify(content);
  const id = randomUUID();
  return {
    headers: {
      ...{ 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) },
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
    body,
  };
}

function receiverOf(handle?: (event: CustomerChangedEvent) => Promise<void>) {
  const handled: string[] = [];
  const gaps: WebhookGap[] = [];
  const receiver = createWebhookReceiver({
    secrets: [SECRET],
    handle:
      handle ??
      (async ({ data }) => {
        handled.push(`${data.customerNumber} ${data.epoch}/${data.revision}`);
      }),
    onGap: (gap) => gaps.push(gap),
  });
  const receive = (content: object) => receiver.receive(requestOf(content));
  return { receiver, receive, handled, gaps };
}

test('an event is verified and handled', async () => {
  const { receive, handled, receiver } = receiverOf();
  expect(await receive(eventOf(1))).toEqual({ status: 204, outcome: 'handled' });
  const { headers, body } = requestOf(eventOf(2));
  expect(await receiver.receive({ headers, body: Buffer.from(body) })).toEqual({ status: 204, outcome: 'handled' });
  expect(handled).toEqual(['1000000 1/1', '1000000 1/2']);
});

test('another secret, another body and an old timestamp are refused', async () => {
  const { receiver, handled } = receiverOf();
  const old = new Date(Date.now() - 60 * 60 * 1000);
  const changed = { ...requestOf(eventOf(1)), body: JSON.stringify(eventOf(2)) };
  const requests = [
    ...[requestOf(eventOf(1), { secret: OTHER }), changed, requestOf(eventOf(1), { at: old })],
    ...[{ headers: {}, body: '' }, requestOf({ type: 'customer.created.v1' }), requestOf([])],
  ];
  for (const request of requests) {
    expect(await receiver.receive(request)).toMatchObject({ status: 400, outcome: 'refused' });
  }
  expect(handled).toEqual([]);
});

test('during a rotation the secret before is accepted, too', async () => {
  const receiver = createWebhookReceiver({ secrets: [OTHER, SECRET], handle: async () => undefined });
  for (const [at, secret] of [OTHER, SECRET].entries()) {
    expect(await receiver.receive(requestOf(eventOf(at + 1), { secret }))).toMatchObject({ outcome: 'handled' });
  }
});

test('a repeat and a late event are left out; a higher epoch is newer whatever its revision', async () => {
  const { receive, handled } = receiverOf();
  const all = [eventOf(1), eventOf(2), eventOf(2), eventOf(1), eventOf(1, { epoch: 2 }), eventOf(3)];
  const outcomes: string[] = [];
  for (const event of all) outcomes.push((await receive(event)).outcome);
  expect(outcomes).toEqual(['handled', 'handled', 'repeat', 'repeat', 'handled', 'repeat']);
  expect(handled).toEqual(['1000000 1/1', '1000000 1/2', '1000000 2/1']);
});

test('a gap is reported, and the event is handled', async () => {
  const { receive, handled, gaps } = receiverOf();
  await receive(eventOf(1));
  await receive(eventOf(4));
  expect(gaps.map(({ last }) => last)).toEqual([{ epoch: 1, revision: 1 }]);
  expect(handled).toEqual(['1000000 1/1', '1000000 1/4']);
});

test('requests about one customer wait for each other, and others do not', async () => {
  const order: string[] = [];
  const ends: (() => void)[] = [];
  const { receive } = receiverOf(async ({ data }) => {
    order.push(`begin ${data.customerNumber}/${data.revision}`);
    await new Promise<void>((resolve) => ends.push(resolve));
  });
  const first = receive(eventOf(1));
  const second = receive(eventOf(2));
  const other = receive(eventOf(1, { customerNumber: 1_000_001 }));
  await expect.poll(() => order).toEqual(['begin 1000000/1', 'begin 1000001/1']);
  for (const end of ends.splice(0)) end();
  await Promise.all([first, other]);
  await expect.poll(() => order).toContain('begin 1000000/2');
  for (const end of ends.splice(0)) end();
  expect(await second).toMatchObject({ outcome: 'handled' });
});

test('when the handler fails, the webhook is told to send the event again', async () => {
  let fails = true;
  const { receive } = receiverOf(async () => {
    if (fails) throw new Error('the database is away');
  });
  expect(await receive(eventOf(1))).toMatchObject({ status: 500, outcome: 'failed' });
  fails = false;
  expect(await receive(eventOf(1))).toMatchObject({ status: 204, outcome: 'handled' });
});

test('a test, and an event of a kind that is not known, are accepted and ignored', async () => {
  const { receive, handled } = receiverOf();
  const others = [
    { type: 'webhook.test.v1', data: { webhookId: 'x' } },
    { ...eventOf(1), type: 'customer.moved.v2' },
  ];
  for (const content of others) expect(await receive(content)).toEqual({ status: 204, outcome: 'ignored' });
  expect(handled).toEqual([]);
});
